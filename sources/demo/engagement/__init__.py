"""The simulated academy production: a study centre in Guayaquil whose students check in and out."""
