# Programs as text.
listing-heading = Program in Python
listing-of = Program of { $program } in Python
listing-hint = Choose a line, and the run stops before it.
listing-stopped = The run stopped before line { $line }.
listing-missing = { $package } cannot do what this program does.
