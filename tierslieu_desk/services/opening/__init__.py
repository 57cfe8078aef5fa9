"""What stood before the first day at this desk."""
