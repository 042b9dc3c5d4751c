"""The simulated ngeShare production: small groups that work through a curriculum."""
