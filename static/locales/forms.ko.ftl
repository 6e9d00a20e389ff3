### Words of the dialogs and forms: devices, routes, endpoints, consumers, faults.

## Dialog headings

dialog-add-device = 디바이스 추가
dialog-edit-device = { $device } 디바이스
dialog-add-route = 경로 추가
dialog-edit-route = { $route } 경로
dialog-add-endpoint = 엔드포인트 추가
dialog-edit-endpoint = { $endpoint } 엔드포인트
dialog-add-consumer = 소비자 추가
dialog-edit-consumer = { $consumer } 소비자
dialog-edit-hub = { $hub } IoT 허브
dialog-send-message = { $device } 디바이스에서 메시지 보내기
dialog-fault = 장애 주입
dialog-change-seed = 시드 바꾸기
dialog-seed-hint = 정수를 입력하세요. 시드가 같으면 실행도 늘 같습니다.
dialog-remove-device = { $device } 디바이스를 제거할까요?
dialog-remove-device-what = 더 보내지 않습니다. 이미 보낸 메시지는 남습니다.
dialog-remove-route = { $route } 경로를 제거할까요?
dialog-remove-route-what = 이 경로와 일치하던 메시지는 다른 경로나 대체 경로를 따라갑니다.
dialog-remove-endpoint = { $endpoint } 엔드포인트를 제거할까요?
dialog-remove-endpoint-what = 안에 있는 메시지 { $messages }개도 함께 사라집니다. 가는 중인 사본은 폐기됩니다.
dialog-remove-consumer = { $consumer } 소비자를 제거할까요?
dialog-remove-consumer-what = 잠근 메시지는 잠금이 만료될 때까지 잠겨 있습니다.
dialog-undo-hint = 실행 취소할 수 있습니다.
dialog-unsaved = 이 양식에서 바꾼 내용을 적용하지 않았습니다.
dialog-keep-editing = 계속 편집
dialog-discard = 변경 취소

## Fields

field-name = 이름
field-name-rule = 영문자, 숫자, - . _만, 최대 { $max }자
field-device-id = 디바이스 ID
field-device-id-rule = 최대 { $max }자: 영문자, 숫자, { $characters }
field-range = { $min }–{ $max }, 기본값 { $default }
field-range-open = { $min } 이상, 기본값 { $default }
field-allowed = 허용 범위: { $min }–{ $max }
field-required = 필수
field-optional = 선택
field-fixed = 만든 뒤에는 바꿀 수 없습니다.
field-unit-seconds = 초
field-unit-minutes = 분
field-unit-megabytes = MB
field-unit-milliseconds = 밀리초

## Device

field-program = 프로그램
program-wind = 자습서 디바이스: 풍속과 level
program-wind-about = 난수 하나로 풍속과 level 속성을 정합니다: critical 20%, storage 30%, level 없음 50%.
program-none = 직접 보내는 메시지만 보냄
program-template = 직접 만든 메시지를 반복해서 보냄
program-template-about = 메시지마다 채워지는 값: { $placeholders }
field-interval = 보내는 간격
field-interval-seed = 30초, 자습서와 같음
field-interval-quick = 1초
field-content-type = 콘텐츠 형식
field-content-encoding = 콘텐츠 인코딩
field-latency-up = 지연 시간, 디바이스에서 허브로
field-latency-down = 지연 시간, 허브에서 디바이스로
field-resend-timeout = PUBACK 최대 대기 시간
field-sending = 보내기
field-starts-after = 시작까지

## Route

field-source = 데이터 원본
source-device-messages = 디바이스 원격 분석 메시지
source-twin-change-events = 디바이스 쌍 변경 이벤트
source-device-lifecycle-events = 디바이스 수명 주기 이벤트
source-device-job-lifecycle-events = 디바이스 작업 수명 주기 이벤트
source-device-connection-state-events = 디바이스 연결 상태 이벤트
source-digital-twin-change-events = 디지털 트윈 변경 이벤트
field-condition = 조건(라우팅 쿼리)
field-condition-hint = 비워 두면 이 데이터 원본의 모든 메시지와 일치합니다.
field-endpoint = 엔드포인트
field-route-enabled = 사용
condition-compiles = 조건을 컴파일했습니다.
condition-problems = 조건의 문제 { $n }개
condition-kept = 경로는 저장된 조건을 계속 사용합니다: { $condition }
condition-at = { $line }행 { $column }열
condition-fix = 수정: { $what }
condition-try = { $message } 메시지의 결과: { $verdict }

## Endpoint

field-kind = 종류
field-lock-duration = 잠금 기간
field-max-delivery-count = 최대 배달 횟수
field-time-to-live = 기본 TTL(Time to Live)
field-time-to-live-unlimited = 무제한
field-dead-letter-expired = 만료된 메시지를 배달 못 한 편지로 이동
field-sessions = 세션
field-duplicate-detection = 중복 검색
field-unreachable-warning = 사용하면 엔드포인트가 연결할 수 없음 상태가 되고 메시지를 받지 못합니다.
field-max-size = 최대 크기
field-container = 컨테이너
field-encoding = 인코딩
field-batch-frequency = 일괄 처리 빈도
field-chunk-size = 청크 크기
field-file-name-format = 파일 이름 형식
field-file-name-format-rule = 토큰 7개를 모두, 순서는 자유:
field-latency-endpoint = 지연 시간, 허브에서 엔드포인트로
field-latency-hand-out = 지연 시간, 큐에서 배달까지
field-latency-response = 지연 시간, 큐에서 소비자로
field-latency-settle = 지연 시간, 소비자에서 큐로
field-latency-settle-answer = 지연 시간, 그 응답
field-endpoint-enabled = 사용: 메시지를 받음
field-storage-queue-missing = Storage 큐는 목록에 없습니다: IoT Hub는 Storage 큐로 라우팅할 수 없습니다. 소비자가 쓸 수는 있습니다.

## Consumer

field-reads = 읽을 곳
field-reads-hint = 컨테이너에는 소비자가 없습니다: Blob은 직접 엽니다.
field-receive-mode = 수신 방식
mode-peek-lock = 보기-잠금(PeekLock)
mode-peek-lock-about = 소비자가 완료할 때까지 큐에서 메시지를 잠급니다. 비정상 종료하면 다시 배달합니다.
mode-receive-and-delete = 수신 및 삭제
mode-receive-and-delete-about = 큐에서 메시지를 내주면서 삭제합니다. 비정상 종료하면 메시지가 손실됩니다.
field-work-time = 메시지 처리 시간
field-consumer-group = 소비자 그룹
field-consumer-enabled = 실행 중
field-start-at = 읽기 시작 위치
start-at-latest = 새 이벤트만
start-at-earliest = 첫 이벤트부터

## Hub

field-hub-name = 허브 이름
field-tier = 계층
field-partitions = 기본 제공 엔드포인트의 파티션 수
field-fallback = 대체 경로
tier-free = F1 무료: 사용자 지정 엔드포인트 1개, 경로 5개
tier-standard = S1 표준: 사용자 지정 엔드포인트 { $endpoints }개, 경로 { $routes }개
tier-basic = B1 기본: 사용자 지정 엔드포인트 { $endpoints }개, 경로 { $routes }개, 디바이스 쌍 없음

## Sending a message by hand

field-message-id = 메시지 ID
field-body = 본문
field-properties = 애플리케이션 속성
field-property-name = 속성 이름
field-property-value = 값
field-property-add = 속성 추가
field-property-remove = { $name } 속성 제거
field-body-size = { $size } / 최대 { $max }

## Faults

fault-menu = 장애 주입
fault-lose-publish = 다음 PUBLISH 손실
fault-lose-publish-of = { $device } 디바이스의 다음 PUBLISH 손실
fault-lose-publish-about = 메시지가 허브에 도착하지 못합니다. 디바이스가 다시 보냅니다.
fault-lose-puback = 다음 PUBACK 손실
fault-lose-this-puback = 이 메시지의 PUBACK 손실
fault-lose-puback-of = { $device } 디바이스로 가는 다음 PUBACK 손실
fault-lose-puback-about = 허브는 메시지를 저장했지만 디바이스는 알지 못합니다. 메시지를 다시 보내므로 중복이 생깁니다.
fault-crash-consumer = 처리 확정 전에 소비자 비정상 종료
fault-crash-consumer-of = 처리 확정 전에 { $consumer } 소비자 비정상 종료
fault-crash-consumer-about = 보기-잠금(PeekLock): 잠금이 만료되고 메시지를 다시 배달합니다. 수신 및 삭제: 메시지가 손실됩니다.
fault-endpoint-outage = 엔드포인트 다운
fault-endpoint-outage-of = { $endpoint } 엔드포인트 다운
fault-endpoint-outage-about = 다시 정상이 될 때까지 엔드포인트가 아무것도 받지 않습니다. 허브에서 재시도합니다.
fault-endpoint-up = { $endpoint } 엔드포인트 다시 정상으로
fault-disconnect = 연결 끊기
fault-disconnect-of = { $device } 디바이스 연결 끊기
fault-at-now = 지금
fault-at = { $at }
fault-from-to = { $from }–{ $to }
fault-field-target = 대상
fault-field-which = 몇 번째(1부터)
fault-field-message-number = 메시지 번호(0부터)
fault-field-when = 시간
fault-field-from = 시작
fault-field-for = 지속 시간
fault-field-back-after = 다시 연결까지
fault-field-restart-after = 다시 시작까지
fault-none-device = 대상이 될 디바이스가 없습니다.
fault-none-consumer = 대상이 될 소비자가 없습니다.
fault-none-endpoint = 대상이 될 엔드포인트가 없습니다.
fault-flag-lose-publish = PUBLISH 손실
fault-flag-lose-puback = PUBACK 손실
fault-flag-crash = 소비자 비정상 종료
fault-flag-outage = 엔드포인트 다운
fault-flag-disconnect = 연결 끊김
fault-planned = 계획됨
fault-struck = { $at } 일어남
fault-missed = 일어나지 않음: 대상이 나타나지 않음
fault-move-hint = 화살표 키로 장애를 옮기고 Delete 키로 지웁니다.
fault-flag-name = 장애: { $what }, { $target }, { $at }

## More fields

field-json-content = 콘텐츠 형식 application/json과 콘텐츠 인코딩 utf-8 설정
field-set-json = application/json과 utf-8로 설정
field-file-name-tokens = { $tokens } 모두, 순서는 자유
condition-would-match = 최근 메시지 { $total }개 중 { $n }개와 일치합니다.

## More of faults

fault-kind-puback = PUBACK 손실
fault-kind-publish = PUBLISH 손실
fault-kind-crash = 소비자 비정상 종료
fault-kind-outage = 엔드포인트 다운
fault-when-time = 정한 시간에
fault-when-settling = 메시지 처리 확정 전에
fault-when-before-work = 메시지 처리 전에
fault-when-during-work = 메시지 처리 중에
fault-when-between = 결과와 기록 사이에
fault-when-after-settling = 메시지 처리 확정 후에
fault-field-at = 시간
fault-field-ends = 저절로 끝남
fault-time-hint = 시작부터 잰 가상 시간입니다. 지난 시간이면 지금 일어납니다.
fault-next-message = 다음 메시지 번호: { $n }
fault-add-another = 대신 다른 장애 추가
fault-edit-hint = 바뀐 계획으로 00:00부터 다시 계산합니다.
fault-plan = 장애 계획
fault-has-struck = 일어남
fault-earlier = 앞으로: { $fault }
fault-later = 뒤로: { $fault }
fault-edit = 편집: { $fault }
fault-delete = 삭제: { $fault }

## More faults

fault-lose-answer = 다음 호출의 응답 손실
fault-delay-publish = 다음 PUBLISH를 3초 지연
fault-delay-this-puback = 이 메시지의 PUBACK을 3초 지연
fault-duplicate-publish = 다음 PUBLISH를 두 번 전달
fault-reboot = 지금 디바이스 재부팅
fault-restart = 지금 소비자 다시 시작
fault-slow = 10배 느리게
fault-let-lock-run-out = 처리 중에 잠금 만료
fault-throttle = 엔드포인트 제한
fault-fill = 엔드포인트 가득 채우기
fault-change-key = 엔드포인트 키 바꾸기
fault-restart-router = 다음 배달 후 라우터 재시작
act-speed-up = 다시 정상 속도로
act-end-throttling = 지금 제한 끝내기
act-make-room = 다시 자리 만들기
act-repair-key = 허브에 새 키 주기
fault-flag-lost = 손실
fault-flag-late = 지연
fault-flag-twice = 중복
fault-flag-slow = 느림
fault-flag-lock = 잠금 만료
fault-flag-throttled = 제한
fault-flag-full = 가득 참
fault-flag-wrong-key = 키 불일치
fault-flag-reboot = 디바이스 재부팅
fault-flag-router = 라우터 재시작
fault-flag-random = 우연
fault-strikes-all = 모두
fault-kind-other = 다른 장애
fault-kind-other-about = 지연, 중복, 느림, 제한, 우연 등.
fault-field-other = 어떤 장애
fault-other-lose = 전송 중 손실
fault-other-delay = 전송 중 지연
fault-other-duplicate = 전송 중 중복
fault-other-slow = 소비자를 느리게
fault-other-lock = 잠금 만료
fault-other-throttled = 엔드포인트 제한
fault-other-full = 엔드포인트 가득 채우기
fault-other-wrong-key = 엔드포인트 키 바꾸기
fault-other-router = 라우터 재시작
fault-other-reboot = 디바이스 재부팅
fault-other-offline = 디바이스 연결 끊기
fault-other-cut-all = 모든 연결 끊기
fault-other-random = 우연한 장애
fault-field-arrow = 전송 중인 것
fault-arrow-publish = PUBLISH
fault-arrow-puback = PUBACK
fault-arrow-delivery = 엔드포인트로 가는 배달
fault-arrow-response = 소비자로 가는 응답
fault-arrow-call = 메시지를 다루는 소비자의 호출
fault-arrow-answer = 그 호출의 응답
fault-field-by = 지연
fault-field-factor = 몇 배로 느리게
fault-field-delivery = 몇 번째 배달 후(1부터)
fault-field-replays = 반복할 메시지 수(1–3)
fault-field-rate = 1,000번 중 횟수
fault-field-mishaps = 일어날 수 있는 것
fault-field-stops = 정한 시간에 멈춤
fault-field-until = 까지
