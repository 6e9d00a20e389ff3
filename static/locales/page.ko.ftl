### Words of the page's frame, the diagram, the ledger, playback and the timeline.

## Frame

app-name = IoT Hub Playground
app-unofficial = 비공식: Microsoft에서 만들거나 보증하지 않습니다.
app-tagline = 시뮬레이션된 메시지를 IoT 허브로 보내고 이벤트를 하나씩 따라가 보세요. 계정도 실제 허브도 필요 없습니다.
app-loading = 시뮬레이션을 불러오는 중입니다.
app-skip-link = 시뮬레이션으로 건너뛰기
app-views = 보기
view-workbench = 시뮬레이션
view-route-lab = 경로 실험실
view-exercises = 연습
view-build = 문제 만들기
view-journey = 메시지 여정
view-not-yet = 아직 만들지 않은 보기입니다.
menu = 메뉴
menu-share = 공유
menu-import = 가져오기
menu-export = 내보내기
menu-settings = 설정
menu-keyboard-help = 키보드 도움말
menu-about-model = 이 모델에서 뺀 것과 가정한 것
menu-theme-to-dark = 어두운 테마
menu-theme-to-light = 밝은 테마
menu-language-other = English
menu-language-title = 이 페이지를 영어로 보기

## Common actions and states

action-add = 추가
action-apply = 적용
action-cancel = 취소
action-close = 닫기
action-copy = 복사
action-copied = 복사됨
action-copy-details = 자세한 내용 복사
action-delete = 삭제
action-remove = 제거
action-disable = 사용 안 함으로 전환
action-enable = 사용으로 전환
action-download = 다운로드
action-edit = 편집
action-open = 열기
action-rename = 이름 바꾸기
action-show-all = 모두 보기
action-show-less = 접기
action-undo = 실행 취소
action-redo = 다시 실행
action-undo-what = 실행 취소: { $what }
action-redo-what = 다시 실행: { $what }
action-nothing-to-undo = 실행 취소할 작업이 없습니다.
action-nothing-to-redo = 다시 실행할 작업이 없습니다.
state-on = 사용
state-off = 사용 안 함
state-yes = 예
state-no = 아니요
state-none = 없음
state-not-set = 설정 안 됨
state-disabled = 사용 안 함
state-empty = 비어 있음
state-default = 기본값

## Columns of the diagram

part-diagram = 그림
part-table = 표
part-diagram-or-table = 그림 또는 표
part-pipeline = 메시지 파이프라인
part-pipeline-empty = 빈 파이프라인
part-timeline = 타임라인
part-ledger = 집계
part-routes = 경로
part-inspector = 세부 정보
part-log = 이벤트 로그
part-consoles = 프로그램 출력
part-narration = 지금 일어나는 일
part-playback = 재생
part-fetching = 불러오는 중…
part-missing = 플레이그라운드의 일부를 불러오지 못했습니다. 잃은 것은 없습니다. 연결을 확인하고 다시 열어 주세요.
column-devices = 디바이스
column-hub = IoT 허브
column-routes = 경로
column-endpoints = 엔드포인트
column-consumers = 소비자

## Devices in the diagram

device-connected = { $protocol }, 연결됨
device-disconnected = { $protocol }, 연결 끊김
device-back-at = 연결 끊김, { $at } 다시 연결
device-back-in = 연결 끊김, { $left } 뒤 다시 연결
device-waiting-for-ack = { $waited } 동안 PUBACK 없음
device-pace = { $interval }마다 메시지 1개
device-pace-second = 1초마다 메시지 1개
device-not-sending = 스스로 보내지 않음
device-paused = 보내기 사용 안 함
device-disabled = 사용 안 함
device-sent-count = 보냄 { $n }
device-many = 디바이스 { $n }개
device-rate = 초당 { $n }개
device-outcome-unknown = 결과를 알 수 없음: { $message }
device-name = { $device } 디바이스, { $state }, 메시지 { $n }개 보냄

## The hub and its routes in the diagram

hub-tier-partitions = { $tier }, 파티션 { $n }개
hub-name = { $hub } IoT 허브, { $tier } 계층
route-matched-count = 일치 { $n }개
route-fallback = 대체 경로
route-fallback-term = 대체(fallback) 경로
route-fallback-when = 일치하는 다른 경로가 없을 때만
route-fallback-off = 사용 안 함: 일치하는 경로가 없는 메시지는 분리됨
route-orphaned-count = 분리됨 { $n }
route-condition-blank = 모든 메시지(조건 없음)
route-condition-error = 조건을 컴파일할 수 없음
route-to = { $endpoint } 엔드포인트로
route-unmatched-many = 불일치 경로 { $n }개
route-order-note = 경로의 순서는 결과에 영향을 주지 않습니다. 모든 경로는 자기 데이터 원본의 메시지마다 평가됩니다.
route-history = { $route } 경로의 최근 판정 { $n }개, 오래된 것부터
route-history-true = true: { $message }
route-history-false = false: { $message }
route-history-undefined = undefined: { $message }
route-history-not-needed = 필요 없음: { $message }
route-history-resend = { $message } 다시, 디바이스에서 재전송
route-name = { $route } 경로, { $endpoint } 엔드포인트로, 조건 { $condition }, { $message } 메시지 { $verdict }, { $total }개 중 일치 { $n }개
route-name-quiet = { $route } 경로, { $endpoint } 엔드포인트로, 조건 { $condition }, { $total }개 중 일치 { $n }개
route-fallback-name = 대체 경로, { $endpoint } 엔드포인트로, { $verdict }, { $n }번 사용

## Verdicts

verdict-true = true
verdict-false = false
verdict-undefined = undefined
verdict-not-needed = 필요 없음
verdict-used = 사용됨
verdict-disabled = 사용 안 함
verdict-other-source = 다른 데이터 원본
verdict-error = 오류
verdict-pending = 아직 평가 안 됨

## Endpoints in the diagram

kind-service-bus-queue = Service Bus 큐
kind-service-bus-topic = Service Bus 토픽
kind-event-hub = 이벤트 허브
kind-storage-container = 스토리지 컨테이너
kind-storage-queue = Storage 큐
kind-built-in = 기본 제공 엔드포인트
kind-device = 디바이스
kind-hub = IoT 허브
kind-route = 경로
kind-consumer = 소비자
kind-message = 메시지
health-healthy = 정상
health-degraded = 성능 저하
health-unhealthy = 비정상
health-dead = 작동 안 함
health-unknown = 알 수 없음
health-unreachable = 연결할 수 없음
health-down = 다운
health-alone = 엔드포인트 아님
endpoint-queue-counts = 잠김 { $locked }, 활성 { $active }, 배달 못 한 편지 { $dead }
endpoint-queue-counts-short = 잠김 { $locked }, 활성 { $active }
endpoint-container-counts = 버퍼 { $n }개, { $left } 뒤 쓰기
endpoint-container-idle = 버퍼 비어 있음
endpoint-blobs = { $n ->
    [0] 아직 Blob 없음
   *[other] 지금까지 Blob { $n }개
}
endpoint-partitions = 파티션 { $first }–{ $last }
endpoint-partition = 파티션 { $n }
endpoint-events-counts = { $n ->
    [0] 비어 있음
   *[other] 이벤트 { $n }개
}
endpoint-events-empty = 비어 있음, 파티션 { $n }개
endpoint-read-to = { $offset } 오프셋까지 읽음
endpoint-retry-in = { $left } 뒤 재시도
endpoint-dropping = 메시지 폐기 중, 지금까지 { $n }개
endpoint-down-until = { $at }까지 다운
endpoint-dead-letter-row = 배달 못 한 편지 큐(DLQ)
endpoint-more-messages = + { $n }
endpoint-unreachable-sessions = 세션을 사용합니다: IoT Hub에서 이 큐로 배달할 수 없습니다.
endpoint-unreachable-duplicates = 중복 검색을 사용합니다: IoT Hub에서 이 큐로 배달할 수 없습니다.
endpoint-storage-queue-note = IoT Hub는 Storage 큐로 라우팅할 수 없습니다: 소비자가 큐에 써야 합니다.
endpoint-name = { $endpoint }, { $kind }, { $health }, { $counts }
blob-preview = { $blob } 내용
blob-list = { $container } 컨테이너의 Blob
blob-written = { $at } 씀, { $size }, 메시지 { $n }개
blob-base64-note = 본문이 Base64입니다: 디바이스가 콘텐츠 형식과 인코딩을 설정하지 않아 허브에서 본문을 바이트로 다룹니다.
blob-none = 아직 쓴 Blob이 없습니다. 일괄 처리가 끝나면 Blob이 생깁니다: { $left } 남음.

## Message tokens

token-active = 활성
token-visible = 표시됨
token-locked = 잠김, { $left }
token-invisible = 숨김, { $left }
token-delivery = 배달 { $n }회 / 최대 { $max }회
token-dequeue-count = 꺼낸 횟수 { $n }
token-copies = 사본 { $n }개
token-outcome-unknown = 결과를 알 수 없음
token-lost = 손실
token-retrying = { $left } 뒤 재시도
token-completed = 완료
token-read = 읽음
token-deleted = 삭제됨
token-deferred = 연기됨
token-scheduled = { $at } 예약됨
token-dead-lettered = 배달 못 한 편지, { $reason }
token-buffered = 버퍼에 있음, { $left } 뒤 쓰기
token-orphaned = 분리됨, 맞는 경로 없음
token-dropped = 폐기됨, { $reason }
token-in-flight = 허브로 가는 중
token-to-endpoint = { $endpoint } 엔드포인트로 가는 중
token-routing = 허브에 있음, 경로 평가 전
token-expired = 만료됨

## Consumers in the diagram

consumer-peek-lock = 보기-잠금(PeekLock)
consumer-receive-and-delete = 수신 및 삭제
consumer-group = 소비자 그룹 { $group }
consumer-idle = 메시지 기다리는 중
consumer-pausing = 쉬는 중
consumer-working = { $message } 처리 중
consumer-delivery = 배달 { $n }회 / 최대 { $max }회
consumer-settling = { $message } 완료 요청 중
consumer-deleting = { $message } 삭제 요청 중
consumer-lock-left = { $message } 잠금: { $left } 남음
consumer-all-read = 모두 읽음
consumer-unread = 읽지 않음 { $n }
consumer-crashed = 비정상 종료
consumer-restarts-at = 비정상 종료, { $at } 다시 시작
consumer-restarts-in = { $left } 뒤 다시 시작
consumer-stopped = 멈춤
consumer-name = { $consumer } 소비자, { $endpoint } 엔드포인트, { $state }
consumer-blobs-only = 소비자 없음: Blob은 직접 열기

## Adding from the diagram

add-device = 디바이스 추가
add-device-hint = 메시지를 보냅니다
add-route = 경로 추가
add-route-hint = 어떤 메시지가 어디로 가는지 정합니다
add-endpoint = 엔드포인트 추가
add-endpoint-hint = 큐 또는 컨테이너
add-consumer = 소비자 추가
add-consumer-hint = 엔드포인트를 읽습니다

## Table view

table-caption-devices = 디바이스
table-caption-routes = 경로
table-caption-endpoints = 엔드포인트
table-caption-consumers = 소비자
table-caption-messages = 메시지
table-name = 이름
table-state = 상태
table-protocol = 프로토콜
table-interval = 간격
table-sent = 보냄
table-attempts = 전송 시도
table-accepted = 수락
table-source = 데이터 원본
table-condition = 조건
table-endpoint = 엔드포인트
table-verdict = 판정
table-matched = 일치
table-kind = 종류
table-health = 상태
table-content = 내용
table-delivered = 배달
table-retrying = 재시도 중
table-dropped = 폐기
table-mode = 수신 방식
table-doing = 지금 하는 일
table-message = 메시지
table-device = 디바이스
table-time = 시간
table-event = 이벤트
table-where = 지금 있는 곳
table-sequence = 시퀀스 번호
table-deliveries = 배달 횟수
table-partition = 파티션
table-offset = 오프셋
table-actions = 작업
table-rows = { $n }개 행
table-find = 메시지 찾기
table-filtered = { $total }개 중 { $n }개 표시
table-filter-clear = 모든 메시지 보기

## Ledger: label, then the title that says what is counted

ledger-sent = 보냄
ledger-sent-title = 디바이스 프로그램이 보낸 수입니다. 같은 메시지의 재전송은 다시 세지 않습니다.
ledger-attempts = 전송 시도
ledger-attempts-title = 재전송을 포함한 PUBLISH 패킷 수입니다. 서비스 메트릭: d2c.telemetry.ingress.allProtocol
ledger-accepted = 수락
ledger-accepted-title = 허브에서 저장한 메시지 수입니다. 서비스 메트릭: d2c.telemetry.ingress.success
ledger-in-flight = 전송 중
ledger-in-flight-title = 지금 회선 위에 있는 PUBLISH 패킷 수입니다.
ledger-unknown = 보낸 쪽이 모름
ledger-unknown-title = 패킷이나 확인 응답(ACK)이 손실되고 그 뒤로 확인 응답을 받지 못한 전송입니다. 허브가 저장했는지 보낸 쪽은 알 수 없습니다.
ledger-routing = 라우팅 중
ledger-routing-title = 수락했지만 아직 경로를 평가하지 않은 메시지 수입니다.
ledger-endpoint-title = { $endpoint } 엔드포인트에 배달한 메시지 수입니다. 반복 배달은 다시 세지 않습니다.
ledger-endpoints-more = 외 { $n }개
ledger-waiting = 배달 대기
ledger-waiting-title = 엔드포인트로 가는 중인 사본 수입니다.
ledger-retrying = 재시도 중
ledger-retrying-title = 엔드포인트에서 받지 못해 허브가 다시 시도하는 사본 수입니다.
ledger-delivered = 배달됨
ledger-delivered-title = 엔드포인트에 배달한 사본 수이며, 반복 배달은 세지 않습니다. 반복을 포함한 서비스 메트릭: d2c.telemetry.egress.success
ledger-repeats = 반복 배달
ledger-repeats-title = 이미 배달한 사본을 다시 배달한 수입니다. 합계에 넣지 않습니다.
ledger-completed = 완료
ledger-completed-title = 완료했거나 수신 및 삭제로 가져간 Service Bus 메시지 수입니다.
ledger-effects = 적용
ledger-effects-title = 소비자가 처리한 결과입니다. 티켓 열기, 행 쓰기, 담당자 호출을 셉니다.
ledger-repeated-effects = 다시 적용
ledger-repeated-effects-title = 한 번 보낸 메시지에 두 번 이상 적용한 결과입니다. 같은 큐의 소비자끼리 셉니다.
ledger-skipped = 건너뜀
ledger-skipped-title = 키를 알고 있어 소비자가 중복으로 보고 건너뛴 배달입니다.
ledger-missed = 적용 안 됨
ledger-missed-title = 건너뛴 배달 중에서 결과를 한 번도 적용하지 않은 것입니다.
ledger-duplicates = 중복
ledger-duplicates-title = 한 번 보낸 메시지를 허브에서 더 수락한 수입니다. 큐의 재배달은 중복이 아닙니다.
ledger-dead-lettered = 배달 못 한 편지
ledger-dead-lettered-title = 큐에서 배달 못 한 편지 큐(DLQ)로 옮긴 메시지 수입니다.
ledger-expired = 만료됨
ledger-expired-title = TTL(Time to Live)이 지나 큐에서 없앤 메시지 수입니다.
ledger-lost = 손실
ledger-lost-title = 소비자가 처리를 마치기 전에 큐에서 사라진 메시지입니다.
ledger-orphaned = 분리됨
ledger-orphaned-title = 맞는 경로가 없고 대체 경로도 사용하지 않습니다. 서비스 메트릭: d2c.telemetry.egress.orphaned
ledger-dropped = 폐기됨
ledger-dropped-title = 엔드포인트가 작동하지 않거나, 연결할 수 없거나, 제거되었습니다. 서비스 메트릭: d2c.telemetry.egress.dropped(삭제된 원격 분석 메시지)
ledger-invalid = 잘못됨
ledger-invalid-title = 엔드포인트가 받을 수 없는 메시지라서 재시도하지 않습니다. 서비스 메트릭: d2c.telemetry.egress.invalid(호환되지 않음)
ledger-fallback-title = 대체 경로로 배달한 메시지 수입니다. 서비스 메트릭: d2c.telemetry.egress.fallback
ledger-fallback = 대체 경로로
ledger-balanced = 집계 맞음
ledger-balanced-title = 수락한 메시지의 행방을 모두 압니다.
ledger-unaccounted = 행방을 모르는 메시지 { $n }개
ledger-unaccounted-title = 이 페이지의 오류입니다. 실행 문서를 보내 주세요.
ledger-zeros = { $names } 0
ledger-number = { $label } { $n }
ledger-shows = 다음으로 센 메시지 보기: { $label }

## Playback

transport-to-start = 처음으로
transport-step-back = 한 단계 뒤로
transport-play = 재생
transport-pause = 일시 중지
transport-step = 한 단계
transport-to-end = 끝으로
transport-latest = 최신
transport-clock = 가상 시간
transport-event-latest = 이벤트 { $n }, 최신
transport-event-past = 이벤트 { $n } / { $total }
transport-no-event = 아직 실행 전
transport-step-by = 단계 단위
transport-step-by-unit = 단계 단위: { $unit }
transport-unit-event = 이벤트
transport-unit-message = 메시지
transport-unit-delivery = 배달
transport-speed = 속도
transport-speed-value = 속도 { $speed }×
transport-speed-times = { $speed }×
transport-speed-fastest = 최대한 빠르게
transport-slower = 느리게
transport-faster = 빠르게
transport-seed = 시드
transport-seed-value = 시드 { $seed }
transport-inject-fault = 장애 주입
transport-reset = 처음부터 다시
transport-reset-title = 지금의 시작 상태로 00:00부터 다시 합니다. 지금까지의 실행은 남습니다.
transport-running-to = { $at }까지 실행 중
transport-running-again = 다시 실행 중: { $percent }%
transport-running-then = 다시 실행 중: { $percent }%, 이어서 요청한 작업
transport-opening = 여는 중: { $percent }%
transport-nothing-left = 더 일어날 일이 없습니다: 디바이스를 추가하거나 메시지를 보내세요.
transport-at-start = 여기가 처음입니다.
transport-at-latest = 여기가 최신 이벤트입니다.
transport-add-device-first = 디바이스를 추가하면 시간이 흐릅니다
transport-scrubber = 재생 위치
transport-scrubber-value = { $at }, 이벤트 { $n } / { $total }, { $what }
transport-live-counts = { $at }: 수락 { $accepted }, 배달 { $delivered }

## Narration line

sentence-next = 다음: { $what }
sentence-next-at = 다음: { $what }, { $at }
sentence-nothing-yet = 아직 보낸 메시지가 없습니다.
sentence-nothing-next = 예정된 일이 없습니다.
sentence-event-number = 이벤트 { $n }

## Timeline

timeline-lane-faults = 장애
timeline-lane-devices = 디바이스 { $n }개
timeline-lane-hub = IoT 허브
timeline-not-run = 아직 실행 전
timeline-nothing-run = 아직 실행한 것이 없음
timeline-playhead = 재생 헤드 { $at }
timeline-zoom-in = 확대
timeline-zoom-out = 축소
timeline-fit = 실행 전체 보기
timeline-height = 타임라인 높이
timeline-density = { $from }–{ $to } 사이 이벤트 { $n }개
timeline-bar-waiting = { $message } 메시지가 { $queue } 큐에서 대기
timeline-bar-locked = { $message } 메시지가 { $queue } 큐에서 잠김, 배달 { $n }회
timeline-bar-lock-expired = { $message }: { $at } 잠금 만료
timeline-folded = 레인 { $n }개 더

## Runs

run-default-name = 실행 { $n }
run-list = 실행
run-current = 현재
run-switch = { $run } 열기
run-forked = 여기서 실행 { $n }번을 시작합니다. 실행 { $kept }번은 남습니다.
run-forked-at = { $run }, { $at } 시점에서 분기
run-act-now = 지금 하기
run-act-now-hint = 바꾼 내용이 { $at } 시점에 일어나고 작업 목록에 남습니다.
run-change-start = 시작 상태 바꾸기
run-change-start-hint = 같은 내용을 00:00에 바꾼 것으로 하고 실행을 다시 계산합니다.
run-keep-limit = 실행이 이미 { $max }개입니다: 가장 오래된 실행을 지웁니다.
run-delete = 이 실행 삭제
run-seed-changed = 시드 { $seed }: 실행을 00:00부터 다시 계산합니다.

## Scenarios

scenario-menu = 시나리오
scenario-open = { $scenario } 열기
scenario-routing-tutorial = 자습서: 메시지 라우팅
scenario-routing-tutorial-about = 위험 알림은 큐로, 데이터는 스토리지로, 나머지는 events로 보냅니다.
scenario-lost-puback = 손실된 PUBACK
scenario-lost-puback-about = 한 번 보낸 알림이 두 번 도착합니다. 이유를 확인하세요.
scenario-empty = 새 허브
scenario-empty-about = 대체 경로만 사용하는 빈 허브입니다.
scenario-changed = 변경됨
scenario-from-file = 파일 열기
scenario-save-file = 파일로 다운로드
scenario-replaced = { $scenario } 시나리오를 열었습니다. 이전 상태는 실행 취소로 돌아갈 수 있습니다.

## First run and empty states

empty-heading = 이 메시지는 어느 엔드포인트로, 왜 갈까요?
empty-lead = 시뮬레이션된 메시지를 IoT 허브로 보내고 이벤트를 하나씩 따라가 보세요.
empty-start-with = 시작하기: { $scenario }
empty-or-build = 또는 왼쪽의 빈 허브에 직접 만들어 보세요.
empty-nothing-sent = 아직 보낸 메시지가 없습니다. 경로가 없으면 모든 메시지가 대체 경로를 따라 { $endpoint } 엔드포인트로 갑니다.
empty-nothing-sent-off = 아직 보낸 메시지가 없습니다. 경로도 대체 경로도 없으면 모든 메시지가 분리됩니다: 맞는 경로 없음.
empty-devices = 아직 디바이스가 없습니다.
empty-routes = 아직 경로가 없습니다.
empty-endpoints = 아직 사용자 지정 엔드포인트가 없습니다.
empty-consumers = 아직 소비자가 없습니다: 메시지는 엔드포인트에서 기다립니다.
empty-messages = 아직 메시지가 없습니다.
empty-queue = 큐가 비어 있습니다.
empty-log = 아직 일어난 일이 없습니다.
empty-search = 일치하는 항목이 없습니다: { $text }
empty-console = 프로그램이 아직 출력한 내용이 없습니다.

## Event log and program output

log-heading = 이벤트 로그
log-earlier = 이전 이벤트
log-later = 이후 이벤트
log-select = 이벤트 { $n } 보기
log-download = 로그를 텍스트로 다운로드
log-cause = 원인: 이벤트 { $n }
console-of = { $program } 출력

## Limits that pause a run

limit-paused = 일시 중지됨: { $what }
limit-body-bytes = 큐에 있는 메시지 본문이 { $limit }입니다. 소비자가 읽게 하거나 디바이스를 느리게 하세요.
limit-messages = 메시지가 { $limit }개 남아 있습니다. 소비자가 읽게 하거나 디바이스를 느리게 하세요.
limit-devices = 디바이스가 { $limit }개로, 이 페이지에서 시뮬레이션할 수 있는 한도입니다. 추가하려면 다른 디바이스를 제거하세요.
limit-runs = 실행이 { $limit }개로, 보관할 수 있는 한도입니다. 계속하려면 하나를 삭제하세요.
limit-end-of-time = 가상 시간이 9999년 말에 이르렀습니다. 계속하려면 처음부터 다시 시작하세요.
tier-endpoints = 사용자 지정 엔드포인트: { $tier } 계층 한도 { $max }개 중 { $n }개
tier-routes = 경로: { $tier } 계층 한도 { $max }개 중 { $n }개

## Small screens

mobile-tabs = 시뮬레이션의 부분
mobile-last-sent = 마지막으로 보낸 메시지: { $message }
mobile-consumer-working = 소비자가 { $message } 메시지 처리 중, 배달 { $n }회 / 최대 { $max }회, 잠금 { $left }
mobile-why = 이유
mobile-sheet-close = 이 창 닫기
