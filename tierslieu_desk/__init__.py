"""The front desk of one rural tiers-lieu, on one computer, with or without a line."""

__version__ = "0.1.0"
