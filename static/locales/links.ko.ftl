### 실행의 한 순간으로 가는 링크.

link-menu = 이 순간의 링크 복사
link-heading = 이 순간의 링크
link-opens-at = { $scenario } 시나리오를 이벤트 { $n }, { $at } 시점에서 엽니다.
link-label = 링크
link-copy = 링크 복사
link-copied = 링크를 클립보드에 복사했습니다.
link-copy-refused = 브라우저에서 복사를 거부했습니다. 링크를 선택해 직접 복사하세요.
link-length = { $length }자
link-cut = 링크 길이가 { $length }자입니다: { $max }자 뒤를 자르는 프로그램이 많습니다. 대신 실행을 다운로드해 파일로 보내세요.
link-send-file = 대신 실행을 다운로드해 파일로 보내세요.
link-holds = 링크에 담긴 것
link-holds-what = 디바이스, 경로, 엔드포인트, 소비자, 장애. 시드 { $seed }. 직접 한 조작 { $acts }개. 이 순간과 선택한 항목.
link-never = 담기지 않는 것
link-never-what = 다른 실행, 실행 취소한 조작, 자격 증명, 설정.
link-server = 서버로 보내는 것
link-server-what = 없음: 모두 # 기호 뒤에 있습니다.

## 연 링크

link-leave = 내 초안으로 돌아가기
link-open-now = 링크 열기
link-not-opened = 링크를 열지 못했습니다. 바뀐 내용은 없습니다. { $reason }
link-newer = 이 페이지의 더 새로운 버전에서 만든 링크입니다. 페이지를 새로 고쳐 최신 버전을 받으세요.
link-too-large = 링크에 담긴 내용이 너무 큽니다: { $max }까지 열 수 있습니다. 실행을 파일로 받으세요.
link-run-too-long = 실행의 이벤트가 { $n }개입니다: 링크에는 { $max }개까지 담을 수 있습니다.
link-step-beyond = 링크가 가리키는 이벤트는 { $step }인데, 실행은 이벤트 { $last }에서 끝납니다. 그곳에서 열었습니다.
link-no-step = 링크가 가리키는 이벤트가 없습니다: { $text } 값은 숫자가 아닙니다. 실행을 끝에서 열었습니다.
link-not-there = 링크에서 선택한 { $name } 항목이 이 순간에는 없습니다. 아무것도 선택하지 않았습니다.
link-waits = 주소가 다른 실행을 가리킵니다. 이 브라우저에는 이 페이지의 데이터가 저장되지 않으므로, 여기서 열면 지금 작업이 사라집니다.
