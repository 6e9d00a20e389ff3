### Delivery guarantees compared, and the search for trouble: on the page and on the command line.

trouble-at-most-once = 수신 및 삭제
trouble-at-least-once = 보기-잠금(PeekLock)
trouble-applied-once = 보기-잠금, ID 기록
trouble-at-most-once-about = 최대 한 번: 처리 전에 큐에서 사라집니다. 손실될 수 있습니다.
trouble-at-least-once-about = 최소 한 번: 처리 후에 완료합니다. 반복될 수 있습니다.
trouble-applied-once-about = 한 번만 적용: 결과와 메시지 ID를 지속되는 한 단계로 기록합니다.
trouble-no-reader = Service Bus 큐를 읽는 프로그램이 없습니다: 여기서는 보장에 차이가 없습니다.
trouble-compared = { $first }부터 시드 { $seeds }개, { $run } 동안 메시지. 장애: { $faults }.
trouble-no-faults = 없음
trouble-of-seed = 시드 { $seed }
trouble-over-seeds = 시드 { $seeds }개
trouble-lost = 메시지가 손실된 시드
trouble-repeated = 결과가 반복된 시드
trouble-most-lost = 한 시드의 최대 손실
trouble-most-repeated = 한 시드의 최대 반복
trouble-count-in-seeds = { $count }: 시드 { $seeds }개
trouble-first-bad = 시드 { $seed }
trouble-goal-lost = 메시지 손실
trouble-goal-applied-twice = 메시지가 두 번 적용됨
trouble-goal-dead-lettered = 메시지가 배달 못 한 편지 큐로 이동
trouble-goal-out-of-order = 메시지 순서가 바뀜
trouble-found = { $message } 메시지 { $goal ->
    [lost] 손실
    [applied-twice] 두 번 적용
    [dead-lettered] 배달 못 한 편지 큐로 이동
   *[out-of-order] 순서 바뀜
}: { $at }, { $step }단계, 시드 { $seed }.
trouble-needs-no-fault = 장애가 없어도 됩니다.
trouble-needs = 장애 { $n }개로 충분합니다:
trouble-tried = 일정 { $tried }개를 시도했습니다.
trouble-nothing = 찾지 못했습니다. 일정 { $tried }개를 시도했습니다.
cli-about-compare = 수신 및 삭제, 보기-잠금, ID 기록을 시드 하나와 여러 시드로 비교합니다
cli-about-search = 메시지에 문제가 생기는 가장 짧은 장애 일정을 찾습니다
cli-unknown-goal = 찾을 수 없는 이름입니다: { $value }. 사용할 수 있는 이름: { $goals }.
cli-written = { $file } 파일에 썼습니다: 페이지에서 열거나 다시 실행할 수 있습니다.
trouble-compare = 배달 보장 비교
trouble-compare-about = 이 실행이 시작한 시나리오를 세 가지 보장으로 실행합니다: 같은 메시지, 같은 장애.
trouble-search = 문제 찾기
trouble-search-about = 문제가 생기는 가장 짧은 장애 일정을 찾습니다. 시나리오는 이 실행이 시작한 그대로이고, 원래의 장애는 빼고 시작합니다.
trouble-seeds = 시드 수
trouble-faults = 장애
trouble-faults-of-run = 이 실행의 계획
trouble-faults-by-chance = 우연: PUBACK 손실과 비정상 종료
trouble-start = 시작
trouble-stop = 중지
trouble-broke = 작업이 중단되었습니다: { $reason }
trouble-seeds-done = 시드 { $of }개 중 { $done }개
trouble-open-run = 이 실행 열기
trouble-open-first = 처음: 시드 { $seed }
trouble-open-worst = 최대: 시드 { $seed }
trouble-journeys = 한 메시지, 세 가지 여정
trouble-playing = 세 실행을 재생하는 중…
trouble-no-journey = 이 시드에서는 처리 프로그램에 도달한 메시지가 없습니다.
trouble-verdict = { $fate ->
    [lost] 손실
    [dead-lettered] 배달 못 한 편지 큐로 이동
    [once] 한 번 적용
    [repeated] { $n }번 적용
   *[unapplied] 적용 안 됨
}
trouble-open-journey = 이 여정 열기
trouble-goal = 찾을 일정
trouble-tries = 시도할 일정 수
trouble-shrinking = 하나를 찾았고, 더 작은 것을 찾고 있습니다.
trouble-replay = 그 순간으로 열기
