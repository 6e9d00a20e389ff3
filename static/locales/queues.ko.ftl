### 큐, 컨테이너, 이벤트 패널의 단어: 들어 있는 것, 직접 하는 호출, 응답, 같은 호출의 Python 코드.

## 시간에 따른 변화

queues-over-time = 시간에 따른 변화
queues-since = 시간에 따른 변화, { $from }부터
chart-depth = 메시지 수
chart-age = 가장 오래된 메시지
chart-most = 최대 { $most }
chart-depth-name = { $from }부터 { $to }까지 큐의 메시지 수: 현재 { $now }, 최대 { $most }
chart-age-name = { $from }부터 { $to }까지 가장 오래된 메시지의 대기 시간: 현재 { $now }, 최대 { $most }
queues-filled = { $max } 중 { $size }

## 큐에 있는 것

queues-shelf = 큐의 부분
queues-active = 활성
queues-scheduled = 예약됨
queues-deferred = 연기됨
queues-dead-letter = DLQ
queues-none-active = 활성 메시지가 없습니다.
queues-none-scheduled = 예약된 메시지가 없습니다.
queues-none-deferred = 연기된 메시지가 없습니다.
queues-none-dead = 배달 못 한 편지가 없습니다.
queues-dead-lettered = 배달 못 한 편지
queues-deferred-state = 연기됨
queues-scheduled-for = { $left } 뒤
queues-held-by = { $consumer } 소비자가 가지고 있음
queues-held-by-you = 직접 가지고 있음
queues-state = 상태
queues-description = 설명
queues-whole-story = 전체 과정
queues-pages = 페이지
queues-first = 첫 페이지
queues-previous = 이전 페이지
queues-next = 다음 페이지
queues-last = 마지막 페이지
queues-range = { $from }–{ $to }, 전체 { $n }
container-range = { $from }–{ $to }, 전체 { $n }

## 직접 하는 호출

queues-how-many = 메시지 수
act-receive-and-delete = 수신 및 삭제
act-cancel-scheduled = 취소
act-resubmit = 다시 보내기
act-dead-letter-now = 지금 이동
act-send-to-queue = 메시지 보내기
act-send-now = 보내기
act-get = 가져오기
act-put = 메시지 넣기
act-put-now = 넣기
act-delete = 삭제
act-update = 업데이트
act-update-now = 지금 업데이트
act-count = 개수
act-clear = 모두 지우기
act-create-queue = 만들기
act-delete-queue = 큐 삭제
act-properties = 속성
act-list-queues = 큐 나열
act-set-metadata = 메타데이터 설정
act-read-events = 이벤트 읽기
queues-message-id-hint = 비워 두면 클라이언트 라이브러리가 만듭니다.
queues-properties-hint = 예: level=critical, room=12
queues-time-to-live = TTL(Time to Live)
queues-time-to-live-hint = 비워 두면 큐의 기본값입니다. 기본값보다 길 수 없습니다.
queues-delay = 큐에 넣기까지
queues-delay-hint = 비워 두면 바로 넣습니다. 값이 있으면 예약됩니다.
queues-session-id = 세션 ID
queues-more = 더 보기: ID, 속성, 시간
queues-text = 텍스트
queues-pop-receipt = 팝 영수증
queues-dequeue-count = 꺼낸 횟수
queues-next-visible = 다음 표시 시간

## 직접 받은 메시지

hands-heading = 직접 받은 메시지
hands-lock-over = 잠금이 끝났습니다: 이 잠금으로 호출하면 모두 실패합니다.
hands-deleted = 수신 및 삭제된 메시지입니다: 잠금이 없으므로 처리를 확정할 수 없습니다.
receipt-good = { $left } 동안 숨김, 영수증 유효
receipt-still-good = 표시됨, 다른 곳에서 가져오거나 업데이트할 때까지 영수증 유효
receipt-stale = 오래된 영수증: 그 뒤에 메시지를 가져갔거나 업데이트했습니다
receipt-gone = 메시지가 없어졌습니다: 이 영수증으로 호출하면 실패합니다.

## 마지막 호출

call-heading = 마지막 호출
call-python = 같은 호출의 Python 코드
call-sdk = 라이브러리
call-sdk-today = 현재
call-sdk-legacy = 자습서
call-copy = 복사
call-copied = 복사됨
call-missing = { $package }: 이 호출이 없습니다.
call-done = 처리됨
call-refused = `{ $code }` { $status }: { $what }
call-received = 메시지 { $n }개를 받았습니다
call-received-nothing = 받을 메시지가 없습니다. 오류가 아닙니다.
call-peeked = 메시지 { $n }개를 보았습니다. 바뀐 것은 없습니다
call-peeked-nothing = 볼 메시지가 없습니다.
call-got-nothing = 빈 목록: 표시된 메시지가 없습니다.
call-sent = 보냄: 시퀀스 번호 { $sequence }
call-scheduled = 예약됨: 임시 시퀀스 번호 { $sequence }
call-duplicate = 수락한 뒤 버렸습니다: 같은 메시지 ID가 기간 안에 있었습니다. 보낸 쪽에는 알리지 않습니다.
call-renewed = { $at }까지 잠금을 갱신했습니다
call-queue = { $queue }: 활성 { $active }, 예약됨 { $scheduled }, 연기됨 { $deferred }, 배달 못 한 편지 { $dead }
call-queues = 큐 { $n }개
call-created = 만들어짐(201)
call-existed = 같은 메타데이터로 이미 있음(204)
call-count = 메시지 약 { $n }개, 숨은 메시지 포함
call-put = 넣었습니다. 받은 영수증으로 바로 삭제하거나 업데이트할 수 있습니다.
call-updated = 업데이트했습니다. 영수증이 바뀌었고 이전 영수증은 쓸 수 없습니다.
call-events = 이벤트 { $n }개를 읽었습니다. 지워진 것은 없습니다.
call-no-events = 그 위치부터는 이벤트가 없습니다.

## Storage 큐

storage-counts = 표시됨 { $visible }, 숨김 { $hidden }
storage-visible = 표시됨
storage-invisible = 숨김, { $left }
storage-number = { $n }번째로 넣음
storage-dequeued = 꺼낸 횟수 { $n }
storage-inserted = 넣은 시간
storage-hide-for = 숨기는 시간
storage-hidden = 숨기는 시간
storage-metadata = 메타데이터
storage-metadata-hint = 예: team=ops, room=12. 이전 값은 모두 바뀝니다.
storage-hide-hint = 지금부터입니다. 0이면 바로 다시 표시됩니다.
storage-put-hide-hint = 비워 두면 바로 표시됩니다.
storage-time-to-live-hint = 비워 두면 7일, -1이면 만료되지 않습니다.
storage-whole-queue = 큐 전체
storage-writes-here = 여기에 쓰는 소비자

## 기본 제공 엔드포인트

events-partition = { $n } ({ $events })
events-none = 이 파티션은 비어 있습니다.
events-reader = 그룹 { $group }, 다음 시퀀스 번호 { $next }
events-all-partitions = 모두
events-from-next = 그룹이 있는 위치
events-from-earliest = 첫 이벤트
events-from-latest = 새 이벤트만
events-how = 읽을 위치

## 소비자의 선택

consumer-form-clock = 없음: 메시지를 직접 만듦
consumer-form-receiving = 수신: 일괄 처리, 대기, 시간
consumer-form-work-max = 최대 처리 시간
consumer-form-work-max-hint = 값이 있으면 메시지마다 두 값 사이에서 정해집니다.
consumer-form-batch = 한 번에 받는 메시지 수
consumer-form-batch-hint = 최대입니다. Storage 큐는 32개까지 내줍니다.
consumer-form-prefetch = 미리 가져오기(prefetch)
consumer-form-prefetch-hint = 요청하기 전에 가져오는 수입니다. 그동안 잠금 시간이 흐릅니다.
consumer-form-hidden-hint = 비워 두면 30초입니다.
consumer-form-wait = 대기 시간
consumer-form-wait-hint = 이 시간 동안 기다린 뒤 다시 호출합니다. 비워 두면 메시지가 올 때까지 기다립니다.
consumer-form-pause-hint = 메시지가 없을 때 쉬는 시간입니다. 비워 두면 1초입니다.
consumer-form-filter = 일부 메시지만
consumer-form-condition = 처리 조건
consumer-form-condition-hint = 라우팅 쿼리 조건입니다. 예: level="critical". 비워 두면 모든 메시지를 처리합니다.
consumer-form-others = 나머지 메시지
consumer-form-others-complete = 처리하지 않고 완료
consumer-form-others-abandon = 중단(abandon)
consumer-form-others-leave = 잠금이 만료될 때까지 둠
consumer-form-failure = 처리에 실패할 때
consumer-form-fails = 실패 조건
consumer-form-fails-never = 실패하지 않음
consumer-form-fails-condition = 조건이 참일 때
consumer-form-fails-not-json = 본문이 JSON이 아닐 때
consumer-form-fails-nth = n번째 메시지마다
consumer-form-fails-where = 조건
consumer-form-nth = n
consumer-form-then = 실패한 메시지
consumer-form-then-abandon = 중단(abandon): 다시 배달됨
consumer-form-then-dead-letter = 배달 못 한 편지로 이동
consumer-form-then-leave = 잠금이 만료될 때까지 둠
consumer-form-poison = 따로 옮기기까지 꺼낸 횟수
consumer-form-poison-hint = Storage 큐에는 배달 못 한 편지 큐가 없습니다: 프로그램이 이름 끝에 -poison이 붙은 큐로 옮깁니다. 비워 두면 옮기지 않습니다.
consumer-form-settling = 처리 확정과 잠금
consumer-form-settle = 메시지 완료 시점
consumer-form-settle-after = 처리 뒤: 최소 한 번
consumer-form-settle-before = 처리 전: 최대 한 번
consumer-form-renew-every = 잠금 갱신 간격
consumer-form-renew-hint = 비워 두면 갱신하지 않습니다.
consumer-form-renew-up-to = 최대 갱신 시간
consumer-form-once = 결과와 중복
consumer-form-effect = 처리 결과
consumer-form-effect-none = 따로 없음
consumer-form-effect-ticket = 티켓 열기
consumer-form-effect-row = 행 쓰기
consumer-form-effect-page = 담당자 호출
consumer-form-deduplicate = 중복 판단 기준
consumer-form-no-duplicates = 없음: 배달마다 처리
consumer-form-by-property = 애플리케이션 속성
consumer-form-memory = 기억하는 곳
consumer-form-volatile = 메모리: 비정상 종료로 사라짐
consumer-form-durable = 남는 기록
consumer-form-recorded = 기록 시점
consumer-form-recorded-before = 처리 전
consumer-form-recorded-after = 결과 뒤
consumer-form-recorded-with = 결과와 한 단계로
consumer-form-puts = Storage 큐에 쓰기
consumer-form-puts-to = Storage 큐
consumer-form-puts-hint = 소문자, 숫자, 이어지지 않는 대시로 3자에서 63자입니다. 없으면 만듭니다. 비워 두면 쓰지 않습니다.
consumer-form-put-order = 순서
consumer-form-put-first = 넣은 뒤 확정: 그 사이의 비정상 종료로 메시지가 반복됨
consumer-form-settle-first = 확정한 뒤 넣기: 그 사이의 비정상 종료로 메시지가 사라짐
consumer-form-put-text = 텍스트
consumer-form-interval-hint = 비워 두면 1초입니다.
consumer-form-made-text-hint = {"{"}n{"}"} 자리에 메시지 번호가 들어갑니다.
consumer-form-put-text-hint = 비워 두면 받은 본문 그대로입니다.

## 따로 만드는 Storage 큐

storage-add = Storage 큐 만들기
storage-add-hint = 따로 있거나, 큐에 쓰는 소비자 뒤에 있습니다.
storage-name-rule = 소문자, 숫자, 이어지지 않는 대시로 3자에서 63자
storage-queue-name = Storage 큐 { $queue }, 표시됨 { $visible }, 숨김 { $hidden }
storage-queue-fed = 쓰는 소비자: { $consumers }

## 따로 만드는 Service Bus 큐

bus-queue-add = Service Bus 큐 만들기
bus-queue-note = 네임스페이스에 따로 있습니다: 프로그램과 사람이 쓰며, IoT Hub는 이 큐로 라우팅하지 않습니다.
dialog-edit-bus-queue = { $queue } 큐
field-bus-queue-alone = Service Bus 큐는 허브 없이 따로 있을 수도 있습니다.
field-duplicate-window = 중복 검색 기간
field-seldom = 더 보기: 상태, 전달, 유휴 시간
field-status = 상태
field-forward-to = 메시지를 전달할 큐
field-forward-dead-letters-to = 배달 못 한 편지를 전달할 큐
field-forward-hint = 네임스페이스의 큐 이름입니다. 비워 두면 전달하지 않습니다.
field-idle = 유휴 시간 뒤 삭제
field-idle-hint = 300 이상입니다. 비워 두면 삭제하지 않습니다.
endpoint-queue-deleted = 삭제된 큐입니다: 다시 만들 때까지 모든 호출이 실패합니다.
