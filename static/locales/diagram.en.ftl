### Further words of the diagram and of its twin, the table.

device-find = Find a device
endpoint-buffered = { $n } buffered
endpoint-container-counts-short = { $n } buffered, write in { $left }
wire-dropped = dropped
way-peek-lock = peek-lock
way-receive-and-delete = receive-and-delete
twin-act = { $act }: { $name }
