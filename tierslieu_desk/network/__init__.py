"""The line: the public bundle, the transports that carry it, and what can go wrong on the way.

Nothing here knows the store. To add a file of the bundle: one function and one line in `bundle.FILES`. To add a
transport: see `transports.TRANSPORTS`.
"""
