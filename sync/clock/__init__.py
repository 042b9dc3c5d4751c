"""What happens by the clock, whichever server does it."""
