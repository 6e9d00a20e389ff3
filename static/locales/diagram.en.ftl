### Further words of the diagram and of its twin, the table.

device-find = Find a device
endpoint-buffered = { $n } buffered
