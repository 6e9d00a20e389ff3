### Words of the command line hubsim.

cli-usage = 사용법: { $usage }
cli-about = IoT Hub Playground 시나리오를 실행하고 일어난 일을 출력합니다.
cli-unknown-command = { $command } 명령이 없습니다. 사용할 수 있는 명령: { $commands }.
cli-unknown-option = { $option } 옵션이 없습니다. 지우거나 철자를 고치세요.
cli-missing-value = { $option } 옵션에 값이 필요합니다.
cli-missing-file = 시나리오 파일이 필요합니다.
cli-cannot-read = { $file } 파일을 읽을 수 없습니다: { $reason }
cli-cannot-write = { $file } 파일을 쓸 수 없습니다: { $reason }
cli-bad-duration = { $value } 값은 기간이 아닙니다. { $example } 형식으로 쓰세요.
cli-bad-number = { $value } 값은 정수가 아닙니다.
cli-unknown-language = { $value } 언어는 없습니다. 사용할 수 있는 언어: { $languages }.
cli-ran = { $at }까지 { $steps }단계, 다이제스트 { $digest }
cli-bad-levels = 수준은 메시지마다 글자 하나로 씁니다: c는 critical, s는 storage, p는 속성 없음입니다.
cli-no-seed = 시드 { $tries }개 가운데 이 수준을 만드는 시드가 없습니다.
