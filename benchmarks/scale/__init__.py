"""What a row costs, measured at three sizes of the demo, and what follows for sizes that were not measured.

A straight line is laid through the three measurements; how far they lie from it says what an extrapolation is worth.
"""
