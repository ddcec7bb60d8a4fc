"""Devices and number formats that networks compute with."""
