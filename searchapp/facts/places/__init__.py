"""Where: the provinces, districts and communes that a report is about."""
