"""Transactions become the RFM grid, here or in a warehouse; no row of a customer goes any further."""
