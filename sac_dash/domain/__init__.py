"""The words everything else is written in: columns, units, vocabulary types, errors, validators.

A newcomer starts here. Nothing in this room reads a file, draws a picture or knows a setting.
"""
