"""A simulated school of video courses for freelancers, in New York's time zone."""
