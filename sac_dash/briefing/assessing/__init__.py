"""What a monthly assessment says, section by section: the same functions for the force and for each area."""
