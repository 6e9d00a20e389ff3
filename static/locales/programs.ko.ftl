# 코드로 보는 프로그램.
listing-heading = Python 프로그램
listing-of = { $program }의 Python 프로그램
listing-hint = 줄을 선택하면 그 줄을 실행하기 전에 멈춥니다.
listing-stopped = { $line }번째 줄을 실행하기 전에 멈췄습니다.
listing-missing = { $package }에는 이 프로그램이 하는 호출이 없습니다.
