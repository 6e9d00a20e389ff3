view-workbench = Workbench
routes-matched = { $n } of { $total ->
    [one] one
   *[other] many
 } matched { $name }
