"""A site shown while it is being written: built in memory, served on loopback, made again on every change.

What is shown is always a whole `Edition`, drawn page by page as it is asked for. Nothing is written to the disk.
"""
