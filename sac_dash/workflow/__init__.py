"""The ordered stages from source files to a published generation."""
