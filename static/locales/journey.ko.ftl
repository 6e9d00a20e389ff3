### 메시지 여정의 말: 화살표와 표시 옆의 말, 목록, 패널.

journey-title = { $message } 메시지의 여정
journey-dead-letter-queue = 배달 못 한 편지 큐
journey-now = 지금
journey-retried = 허브에서 { $n }번 다시 시도했습니다.

## Points of view

journey-view = 보는 쪽
journey-view-everything = 모두
journey-in-doubt = { $message } 메시지의 PUBACK이 오기 전에 { $device } 디바이스의 연결이 끊깁니다: 결과를 알 수 없습니다.

## Between device and hub

journey-publish = PUBLISH, QoS 1
journey-publish-again = PUBLISH 재전송, DUP
journey-publish-lost = PUBLISH 손실
journey-publish-refused = 거부: 연결을 닫음
journey-waits-on-device = 디바이스에서 대기
journey-outcome-unknown = 결과를 알 수 없음
journey-puback = PUBACK
journey-puback-lost = PUBACK 손실
journey-gives-up = 포기: PUBACK이 제때 오지 않음
journey-link-cut = 연결 끊김
journey-returns = 다시 연결
journey-accepted = { $accepted ->
    [first] 수락됨
    [again] 새 메시지로 수락됨
   *[before] 경로 평가됨
}{ $by ->
    [route] ; { $route } 경로가 true
    [fallback] ; 대체 경로로
    [several] ; 엔드포인트 { $n }개
   *[nothing] {""}
}
journey-orphaned = 분리됨: 맞는 경로 없음

## To an endpoint

journey-sequence = 시퀀스 { $n }
journey-again = 다시 배달, { $what }
journey-partition = 파티션 { $partition }, 오프셋 { $n }
journey-buffered = 버퍼에 있음
journey-delivery-failed = { $n }번째 시도 실패, { $retry } 뒤 다시
journey-still-failed = { $n }번 재시도 실패, { $retry } 뒤 다시
journey-retries = { $n }번째 시도
journey-dropped = 폐기됨: { $reason }
journey-invalid = 잘못됨: 받을 수 없음
journey-written = 메시지 { $n }개를 담은 Blob에 있음

## In a queue

journey-scheduled = 예약됨: { $wait } 뒤 활성
journey-activated = 활성, 시퀀스 { $n }
journey-taken-back = 예약 취소
journey-duplicate-dropped = 버림: 이미 본 메시지 ID
journey-forwarded = 전달, 시퀀스 { $n }
journey-not-forwarded = 전달할 큐가 없음
journey-lock-expires = 시퀀스 { $n } 잠금 만료
journey-lock-revoked = 시퀀스 { $n } 잠금 취소
journey-expired = TTL 만료
journey-dead-lettered = 배달 못 한 편지: { $reason }
journey-visible = 다시 표시됨
journey-cleared = 큐를 비움
journey-queue-gone = 큐 삭제됨

## With a consumer

journey-locked = { $n }번째 배달, { $length } 잠김
journey-received-and-deleted = 수신 및 삭제
journey-got = 꺼낸 횟수 { $n }, { $length } 숨김
journey-got-hidden = 꺼낸 횟수 { $n }, 숨김
journey-read = 오프셋 { $n } 읽음
journey-put = { $n }번으로 넣기
journey-call = { $call ->
    [complete] 완료
    [abandon] 중단
    [dead-letter] 배달 못 한 편지로 이동
    [renew-lock] 잠금 갱신
    [put] 넣기
    [put-poison] 포이즌 큐에 넣기
    [delete] 삭제
    [show-again] 다시 표시
   *[hide-on] 더 숨기기
}
journey-call-refused = { $call ->
    [complete] 완료
    [abandon] 중단
    [dead-letter] 배달 못 한 편지로 이동
    [renew-lock] 잠금 갱신
    [put] 넣기
    [put-poison] 포이즌 큐에 넣기
    [delete] 삭제
    [show-again] 다시 표시
   *[hide-on] 더 숨기기
} 거부: { $error }
journey-deferred = 연기
journey-updated = 업데이트
journey-crash = 비정상 종료
journey-crash-loses = 비정상 종료: 손실됨
journey-forgets = 잊음
journey-lost = 손실됨: 이제 어디에도 없음
journey-restarts = 다시 시작
journey-worked = 처리 끝, 확정할 것 없음
journey-work-fails = 처리 실패
journey-effect = { $kind ->
    [opens-ticket] 티켓 열기
    [writes-row] 행 쓰기
   *[pages-person] 담당자 호출
}
journey-effect-again = { $kind ->
    [opens-ticket] 또 티켓 열기
    [writes-row] 또 행 쓰기
   *[pages-person] 또 담당자 호출
}: { $nth }번째 결과
journey-key-recorded = 키 기록
journey-key-remembered = 키 기억
journey-skips = 반복: 처리 건너뜀
journey-skips-missed = 처리한 적 없이 건너뜀
journey-passes-by = 지나침
journey-poison = 포이즌 메시지
journey-makes = 만들기

## Why it went so

journey-why = 이렇게 된 까닭
journey-why-publish-lost = PUBLISH가 손실되었습니다. 디바이스는 이것을 PUBACK 손실과 구별할 수 없어서 다시 보냅니다.
journey-why-puback-lost = PUBACK이 손실되었습니다. 디바이스는 허브에 메시지가 있는지 알 수 없어서 다시 보냅니다.
journey-why-accepted-again = 허브는 메시지 ID를 비교하지 않습니다. PUBLISH마다 새 메시지로 수락합니다.
journey-why-given-up = 디바이스가 포기했습니다. 그래도 허브에는 있을 수 있습니다.
journey-why-orphaned = 맞는 경로가 없고 대체 경로가 꺼져 있습니다. 허브에서 이 메시지를 보관하지 않습니다.
journey-why-not-taken = 엔드포인트가 받지 못했습니다. 허브가 다시 시도하고, 뒤의 메시지는 그 뒤에서 기다립니다.
journey-why-dropped = 이 엔드포인트로 갈 메시지를 허브가 폐기했습니다. 대체 경로로 가지 않습니다.
journey-why-crashed = 소비자가 메시지를 처리하다가 비정상 종료했습니다. 큐에서 잠긴 메시지는 잠금이 만료되면 다시 배달됩니다.
journey-why-ran-out = 처리가 잠금 기간보다 오래 걸려서 큐에서 메시지를 다시 내줍니다.
journey-why-too-late = 요청이 너무 늦었습니다. 잠금이나 팝 영수증이 더 이상 유효하지 않았습니다.
journey-why-failed = 처리가 실패해서 프로그램이 메시지를 돌려주거나 그대로 두었습니다.
journey-why-expired = 아무도 완료하기 전에 TTL(Time to Live)이 지났습니다.
journey-why-dead-lettered = 큐에서 배달 못 한 편지 큐로 옮겼습니다. 거기서 저절로 받는 쪽은 없습니다.
journey-why-lost = 처리를 마치기 전에 큐에서 이미 삭제했습니다. 이제 아무도 갖고 있지 않습니다.
journey-why-effect-again = 한 번 보낸 메시지의 결과가 여러 번 일어났습니다.
journey-why-skipped = 소비자가 키를 알고 있어서 다시 처리하지 않았습니다.
journey-why-missed = 처리한 적이 없는데도 소비자가 키를 알고 있었습니다.
journey-why-smooth = 배달되었고 반복된 것이 없습니다.
journey-why-times = { $n }번

## Its panel

journey-heading = 메시지 여정
journey-from = { $sender }에서 보냄, { $at }
journey-from-nobody = { $sender }에서 보냄
journey-sent = 보냄
journey-packets = PUBLISH 패킷
journey-accepted-count = 허브에서 수락
journey-deliveries = 소비자에게 배달
journey-completed = 완료
journey-copies = 복사본
journey-copy = 복사본 { $n }
journey-put-straight = 큐에 바로 넣음
journey-accepted-at = { $at } 수락됨
journey-delivery = { $n }번째 배달
journey-state = { $state ->
    [locked] 잠김
    [expired] 잠금 만료
    [abandoned] 중단됨
    [deferred] 연기됨
    [completed] 완료됨
    [dead-lettered] 배달 못 한 편지
    [refused] 거부됨
    [deleted] 수신 및 삭제
    [worked] 처리 끝
   *[lost] 손실됨
}
journey-lock-left = { $left } 남음
journey-as-text = 글로 읽기
journey-as-picture = 그림으로 보기
journey-download = SVG 내려받기
journey-copy-text = 글로 복사
journey-copied = 복사됨
journey-not-there = 이 실행에 { $message } 메시지가 없습니다. 아직 보내지 않았을 수 있습니다.
journey-back = 시뮬레이션으로 돌아가기
journey-row = { $at }: { $what }
journey-moment = 순간
journey-no-moment = 아직 아무 일도 일어나지 않았습니다.
journey-caused-by = 원인
journey-go-there = 이 순간으로 가기
journey-ahead = 재생 헤드보다 뒤: 이미 실행된 부분입니다.
journey-chart-help = 화살표 키로 단계를 옮겨 다니고, Enter 키로 그 순간으로 갑니다. 시간은 아래로 흐르며 비율은 맞지 않습니다.
journey-legend = 한 줄: 복사본 1. 두 줄: 복사본 2. 점선: 확인 응답이나 요청. 빈 막대: 잠금이 만료됨.
journey-hidden = { $name } 쪽에서 알 수 없는 것은 숨깁니다.

## Faults on the way

journey-late = 늦어짐
journey-puback-ignored = PUBACK, 무시됨
journey-send-forgotten = 다시 부팅해서 잊음
journey-hangs = 멈춤
journey-response-lost = { $n }번째 배달, 응답 손실
journey-deleted-response-lost = 삭제됨, 응답 손실
journey-call-lost = { $call ->
    [complete] 완료
    [abandon] 중단
    [dead-letter] 배달 못 한 편지로 이동
    [renew-lock] 잠금 갱신
    [put] 넣기
    [put-poison] 포이즌 큐에 넣기
    [delete] 삭제
    [show-again] 다시 표시
   *[hide-on] 더 숨기기
}: 손실
journey-answer-lost = { $call ->
    [complete] 완료
    [abandon] 중단
    [dead-letter] 배달 못 한 편지로 이동
    [renew-lock] 잠금 갱신
    [put] 넣기
    [put-poison] 포이즌 큐에 넣기
    [delete] 삭제
    [show-again] 다시 표시
   *[hide-on] 더 숨기기
}: 응답 손실
journey-why-router-restarted = 라우터가 배달을 기록하기 전에 다시 시작해서 마지막 것들을 다시 배달했습니다.
journey-why-call-lost = 큐와 소비자 사이의 요청이나 응답이 손실되었습니다. 각자 아는 대로 계속합니다.
journey-why-late = 도중에 늦어졌습니다. 뒤에 오는 것도 그 뒤에서 기다렸습니다.

## 긴 여정

journey-more-deliveries = 배달 { $n }번 더
journey-more-attempts = 시도 { $n }번 더
journey-unfold = 모든 배달과 시도 표시
journey-unfold-these = { $what }: 표시

## 만약에

journey-what-if = 만약에…
journey-what-if-note = 누르면 처음부터 그랬던 두 번째 실행이 열립니다. 지금 실행은 남습니다.
journey-what-if-compare = { $run }: 나란히 비교
journey-if-puback = PUBACK이 도착했다면
journey-if-publish = PUBLISH가 도착했다면
journey-if-not-lost = 도중에 손실된 것이 없었다면
journey-if-in-time = 늦은 것이 없었다면
journey-if-once = 네트워크가 한 번만 전했다면
journey-if-no-crash = { $name } 소비자가 비정상 종료하지 않았다면
journey-if-not-slow = { $name } 소비자가 느리지 않았다면
journey-if-not-hung = { $name } 소비자가 멈추지 않았다면
journey-if-well = { $name } 엔드포인트가 모두 받았다면
journey-if-no-reboot = { $name } 디바이스가 다시 시작하지 않았다면
journey-if-connected = 연결이 끊기지 않았다면
journey-if-no-replay = 라우터가 다시 시작하지 않았다면
journey-if-no-chance = 우연한 장애가 없었다면
journey-if-peek-lock = { $name } 소비자가 보기-잠금을 썼다면
journey-if-skips = { $name } 소비자가 반복을 건너뛰었다면
journey-if-renews = { $name } 소비자가 잠금을 갱신했다면
