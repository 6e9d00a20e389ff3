view-workbench = 시뮬레이션
routes-matched = { $n } { $name } { $total }
