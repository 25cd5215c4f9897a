"""Running the installation: backup, restore, demo data, and their commands."""
