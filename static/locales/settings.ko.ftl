### Words of settings, keyboard help, the assumptions page, what the browser keeps, and the failure panel.

## Settings

settings-heading = 설정
settings-applied = 설정은 바로 적용됩니다.
settings-language = 언어
settings-language-system = 브라우저 설정대로
settings-theme = 테마
settings-theme-system = 시스템 설정대로
settings-theme-light = 밝게
settings-theme-dark = 어둡게
settings-motion = 움직임
settings-motion-system = 시스템 설정대로
settings-motion-full = 모두 사용
settings-motion-none = 사용 안 함
settings-text-size = 글자 크기
settings-text-size-value = { $percent }%
settings-speech = 화면 읽기 프로그램용 문장
settings-speech-stepping = 한 단계씩 갈 때
settings-speech-always = 항상
settings-speech-never = 사용 안 함
settings-single-keys = 한 글자 단축키
settings-density = 간격
settings-density-comfortable = 넓게
settings-density-compact = 좁게
settings-clock = 시계
settings-clock-elapsed = 경과 시간
settings-clock-utc = 시각(UTC)
settings-projector = 프로젝터 모드
settings-projector-about = 더 큰 글자, 더 굵은 선, 더 큰 표시
settings-reset = 설정 초기화
settings-not-kept = 설정은 이 페이지를 닫을 때까지만 유지됩니다: 브라우저에서 저장을 거부했습니다.

## Keyboard help

keys-heading = 키보드 도움말
keys-column-keys = 키
keys-column-does = 동작
keys-play-pause = 재생 또는 일시 중지
keys-step = 한 단계, 한 단계 뒤로
keys-message-event = 선택한 메시지의 다음 이벤트, 이전 이벤트
keys-start-latest = 처음, 최신
keys-speed = 느리게, 빠르게
keys-view = 보기
keys-journey = 메시지 여정
keys-fault = 장애 주입
keys-part-fault = 포커스가 있는 항목에 장애 주입
keys-diagram-table = 그림 또는 표
keys-lab = 선택한 경로를 경로 실험실에서 열기
keys-undo-redo = 작업 실행 취소, 다시 실행
keys-link = 이 순간의 링크 복사
keys-find = 메시지 찾기
keys-help = 이 도움말
keys-escape = 한 수준 위로
keys-apply = 적용
keys-download = 실행을 파일로 다운로드
keys-zoom = 재생 헤드에서 타임라인 확대, 축소
keys-note-mac = macOS에서는 Ctrl 대신 Cmd를 누르세요.
keys-note-focus = 화살표 키는 먼저 포커스가 있는 부분 안에서 움직입니다. 입력란에 쓰는 동안에는 Ctrl과 Esc 단축키만 동작합니다.
key-space = 스페이스바
key-or = 또는

## What this model leaves out or assumes

about-heading = 이 모델에서 뺀 것과 가정한 것
about-lead = 이 페이지는 Azure IoT Hub를 흉내 냅니다. 서비스와 다르다고 알려진 점과 어떤 문서에도 나오지 않는 점을 모두 여기에 적었습니다.
about-differs = 다름
about-differs-about = 이 페이지는 서비스와 다르게 동작합니다.
about-assumed = 가정
about-assumed-about = 문서에 나오지 않아 이 페이지에서 정했습니다.
about-module = 부분
about-sentence = 내용
about-source = 출처
about-count = { $n }개 항목
about-mark-documented = 문서에 있음
about-mark-observed = 관찰됨
about-mark-inferred = 추론함
about-mark-assumed = 가정함
about-part-model = 서비스 일반
about-part-query = 라우팅 쿼리
about-part-hub = IoT 허브
about-part-service-bus = Service Bus 큐
about-part-storage = 스토리지
about-part-codec = 파일 형식
about-part-world = 디바이스, 회선, 소비자
about-part-session = 시간과 실행
about-part-other = 기타
about-version = 버전 { $version }, 모델 { $model }
about-licence = 라이선스: MIT 또는 Apache-2.0

## What the browser keeps

draft-kept = 이 브라우저에 저장됨
draft-restored = 마지막 작업을 복원했습니다: { $at }
draft-start-fresh = 자습서로 새로 시작
draft-refused = 브라우저에서 이 페이지의 데이터 저장을 거부했습니다. 페이지는 동작하지만, 닫으면 작업이 사라집니다. 보관하려면 다운로드하세요.
draft-full = 작업을 저장하지 못했습니다. 브라우저에 이 페이지의 저장 공간이 남아 있지 않습니다. 보관하려면 작업을 다운로드하세요.
draft-damaged = 저장된 작업을 열지 못했습니다. { $reason } 저장된 내용은 따로 두었고 다운로드할 수 있으며, 대신 자습서를 열었습니다.
draft-damaged-short = 저장된 작업을 따로 둠
draft-download-damaged = 저장된 내용 다운로드
draft-forget-damaged = 완전히 삭제
draft-other-model = 모델 버전 { $stored }에서 기록한 실행입니다. 이 페이지의 버전은 { $current }입니다. 다시 계산하며 결과가 다를 수 있습니다.
draft-digest-differs = 다시 계산한 실행이 이벤트 { $n }부터 기록과 다릅니다. 모델 버전 { $stored }에서 기록한 실행입니다.
draft-list = 저장된 초안
draft-of-other-tab = 다른 탭에서 이 초안을 사용하고 있어 이 탭은 사본을 사용합니다.

## Failure

failure-heading = 시뮬레이션이 멈췄습니다
failure-what = 이 페이지에 오류가 생겨 계속할 수 없습니다. 마지막 정상 상태까지의 작업은 남아 있습니다.
failure-what-lost = 이 페이지에 오류가 생겨 계속할 수 없습니다. 브라우저에 저장할 수 없으니 아래 실행을 복사하세요.
failure-reason = 이유
failure-document = 보고에 쓸 실행 문서
failure-copy-run = 실행 복사
failure-download-run = 실행 다운로드
failure-reload = 마지막 정상 상태로 돌아가기
failure-restart = 자습서로 시작
failure-again = 같은 곳에서 다시 멈췄습니다. 자습서로 시작하고 실행 문서를 보내 주세요.
failure-report = 오류 보고
failure-no-wasm = 이 브라우저에서는 시뮬레이션을 실행할 수 없습니다. WebAssembly가 필요합니다. Chrome, Edge, Firefox, Safari의 최신 버전을 사용하세요.
failure-panel = 이 부분을 표시하지 못했습니다. 마지막 정상 내용을 그대로 둡니다.
failure-restart-from = 이벤트 { $n }부터 다시 시작
failure-copied = 실행을 클립보드에 복사했습니다.
failure-copy-refused = 브라우저에서 복사를 거부했습니다. 텍스트를 선택해 직접 복사하세요.

## Files

file-opened = { $file } 파일을 새 실행으로 열었습니다.
file-not-opened = { $file } 파일을 열지 못했습니다. 여기 있던 내용은 그대로입니다.
file-problems = { $file } 파일의 문제 { $n }개
link-too-long = 링크 길이가 { $length }자입니다: 채팅 도구에는 깁니다.
link-opened = 링크를 별도의 실행으로 열었습니다. 초안은 남아 있습니다.
