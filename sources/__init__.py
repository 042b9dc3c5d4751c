"""What fills a source where no production does: the demo's simulated organisations."""
