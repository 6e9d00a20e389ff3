### 경로 실험실의 단어: 편집기, 판정과 설명, 샘플 메시지, 모든 경로.

## 왼쪽의 경로

lab-routes-count = { $max }개 중 { $n }개
lab-edited = 편집됨
lab-edited-endpoint = { $endpoint }, 편집됨
lab-not-saved = 오류 { $n }개, 저장되지 않음
lab-fallback-about = 대체 경로에는 쿼리가 없습니다. 어느 경로와도 일치하지 않는 디바이스 메시지는 { $endpoint } 엔드포인트로 갑니다.
lab-fallback-off-about = 대체 경로가 꺼져 있습니다. 어느 경로와도 일치하지 않는 디바이스 메시지는 분리됩니다.
lab-empty = 경로는 쿼리와 일치하는 메시지를 엔드포인트 하나로 보냅니다.
lab-empty-start = 다음 중 하나로 시작한 뒤 바꿔 보세요:
lab-starter-property = 속성이 있는 메시지
lab-starter-body = 본문으로 고른 메시지
lab-starter-all = 모든 메시지

## 편집기

lab-query = 라우팅 쿼리
lab-source-to = →
lab-route-settings = { $route } 경로의 원본, 엔드포인트, 상태 편집
lab-revert = 되돌리기
lab-apply = 허브에 적용
lab-apply-start = 00:00에 적용
lab-apply-more = 다른 적용 방법
lab-apply-no-change = 허브가 이미 이 쿼리를 쓰고 있습니다.
lab-apply-has-error = 오류가 있는 쿼리는 저장할 수 없습니다.
lab-apply-edge = 허브는 클라우드 방식으로 컴파일하며, 거기서는 이 쿼리에 오류가 있습니다.
lab-applied = 적용했습니다. 허브가 { $at }부터 이 쿼리를 씁니다.
lab-errors = 오류 { $n }개
lab-caret = { $column }번째 칸, { $n }글자
lab-change-to = 바꾸기:
lab-keeps-saved = 이 쿼리를 저장할 수 있을 때까지 허브는 마지막으로 올바른 `{ $query }` 쿼리를 유지합니다. 실행은 계속 그 쿼리를 씁니다.
lab-keeps-blank = 이 쿼리를 저장할 수 있을 때까지 허브는 모든 메시지와 일치하는 마지막 쿼리를 유지합니다. 실행은 계속 그 쿼리를 씁니다.
lab-blank = 쿼리 없음: 이 원본의 모든 메시지가 일치합니다.
lab-editor-help = Ctrl과 Space 키로 단어를 완성하고, Ctrl과 마침표 키로 고치고, Ctrl과 Enter 키로 적용합니다. Tab 키로 편집기를 나갑니다.
lab-completions = 완성 목록
lab-completions-count = 완성 { $n }개
lab-dialect = 동작
lab-dialect-cloud = 문서화된 클라우드
lab-dialect-edge = Edge
lab-dialects-differ = 문서와 다른 부분: 이 메시지에서 문서화된 클라우드는 { $cloud }, Edge Hub는 { $edge }입니다.
lab-compile-error = 오류

## 판정

lab-result = 결과: { $verdict }.
lab-sample-name = 이 샘플
lab-result-true = { $message }: 이 경로와 일치합니다.
lab-result-false = { $message }: 이 경로와 일치하지 않습니다.
lab-result-undefined = { $message }: 이 경로와 일치하지 않게 됩니다.
lab-result-disabled = 경로가 꺼져 있어 허브가 평가하지 않습니다.
lab-body-neither = IoT Hub는 디바이스가 콘텐츠 형식 `application/json`과 콘텐츠 인코딩 `utf-8`, `utf-16`, `utf-32` 중 하나를 설정할 때만 본문을 읽습니다. 이 메시지는 둘 다 설정하지 않았습니다.
lab-body-type = IoT Hub는 디바이스가 콘텐츠 형식 `application/json`을 설정할 때만 본문을 읽습니다. 이 메시지는 그렇지 않습니다.
lab-body-encoding = IoT Hub는 디바이스가 콘텐츠 인코딩 `utf-8`, `utf-16`, `utf-32` 중 하나를 설정할 때만 본문을 읽습니다. 이 메시지는 그렇지 않습니다.
lab-nearest = 일치하게 하는 가장 작은 변경:
lab-nearest-none = 속성이나 경로를 세 개까지 바꿔서는 일치하게 하는 변경을 찾지 못했습니다.
lab-nearest-looking = 일치하게 하는 가장 작은 변경을 찾는 중입니다.
lab-repair-device = 디바이스 바꾸기
lab-repair-both-device = 디바이스에서 둘 다 설정
lab-repair-both-sample = 이 샘플에만 둘 다 설정
lab-repair-sample = 이 샘플만 바꾸기
lab-repair-device-not = 이 디바이스의 프로그램이 스스로 정하므로 바꿀 수 없습니다.
lab-device-told = 변경했습니다. { $device }: { $at }부터 이렇게 보냅니다.
lab-repair-device-later = 지금부터 적용됩니다. 이미 보낸 메시지는 그대로입니다.
lab-change-set = { $name } = { $value }
lab-change-set-system = `${ $name }` = { $value }
lab-change-remove = { $name } 없음
lab-change-set-body = 본문에서 { $path } = { $value }
lab-change-remove-body = 본문에서 { $path } 없음
lab-change-set-twin = 디바이스 쌍에서 { $path } = { $value }
lab-change-remove-twin = 디바이스 쌍에서 { $path } 없음
lab-change-replace-body = 본문을 JSON 개체로
lab-doubts = 컴파일되지만 다음을 확인하세요:

## 설명

lab-explanation = 설명
lab-explanation-saved = 저장된 쿼리의 설명
lab-column-expression = 식
lab-column-value = 값
lab-column-reason = 이유
lab-node-property = 애플리케이션 속성
lab-node-system = 시스템 속성
lab-node-body = 본문에서
lab-node-twin = 디바이스 쌍에서
lab-node-text = 텍스트
lab-node-number = 숫자
lab-node-bool = 참거짓 값
lab-node-null = null
lab-same-text = 양쪽이 같은 텍스트입니다
lab-same-number = 양쪽이 같은 숫자입니다
lab-same-value = 양쪽이 같습니다
lab-sides-differ = 양쪽이 다릅니다
lab-explanation-more = { $n }개 부분이 더 있지만 표시하지 않았습니다.

## 샘플 메시지

lab-sample = 샘플 메시지
lab-sample-choose = 샘플 메시지 선택
lab-sample-edited = { $name }, 편집됨
lab-sample-note = 여기서 편집하면 복사본을 시험합니다. 실행은 바뀌지 않습니다.
lab-preset-tutorial = 자습서 디바이스가 보내는 그대로
lab-preset-declared = 같은 메시지, JSON으로 선언
lab-preset-nested = 중첩된 본문, 텍스트로 쓴 숫자
lab-preset-blank = 빈 메시지
lab-sample-selected = 선택한 메시지 따라가기
lab-property-name-of = 애플리케이션 속성 { $n }의 이름
lab-property-value-of = { $name } 값
lab-property-unnamed = 이름 없는 애플리케이션 속성
lab-system-add = 시스템 속성 추가
lab-body-size = { $size }, { $state }
lab-body-empty = 비어 있음
lab-body-bytes = 이 인코딩의 텍스트가 아님
lab-body-object = JSON 개체
lab-body-other-json = JSON이지만 개체가 아님
lab-body-not-json = JSON이 아님: { $line }번째 줄, { $column }번째 칸
lab-body-as-text = 텍스트
lab-body-as-base64 = Base64
lab-body-form = 본문을 쓰는 방식
lab-body-not-base64 = Base64가 아닙니다. 본문은 빈 것으로 봅니다.
lab-body-format = 들여쓰기
lab-twin = 디바이스 쌍(트윈)
lab-twin-unused = 이 쿼리에는 쓰이지 않습니다.
lab-twin-edit = 태그와 속성 편집
lab-twin-remove = 디바이스 쌍 제거
lab-twin-problem = 디바이스 쌍은 JSON 개체여야 합니다. { $at }번째 글자에서 어긋납니다. 없는 것으로 봅니다.

## 모든 경로

lab-all-routes = 모든 경로, 이 메시지
lab-one-route = 이 경로, 최근 메시지 { $n }개
lab-bottom = 판정
lab-column-route = 경로
lab-column-query = 쿼리
lab-column-result = 결과
lab-column-last = 최근 메시지 { $n }개
lab-column-endpoint = 엔드포인트
lab-column-saved = 저장된 쿼리
lab-goes = { $message }: { $endpoints } 엔드포인트로 갑니다.
lab-goes-fallback = { $message }: 대체 경로를 통해 { $endpoint } 엔드포인트로 갑니다.
lab-goes-nowhere = { $message }: 맞는 경로가 없고 대체 경로가 꺼져 있어 분리됩니다.
lab-goes-nowhere-event = { $message }: 이 원본의 맞는 경로가 없고, 대체 경로는 디바이스 메시지만 받으므로 어디로도 가지 않습니다.
lab-goes-now = 저장된 쿼리로는 { $endpoints }.
lab-goes-now-nowhere = 저장된 쿼리로는 어디로도 가지 않습니다.
lab-using-saved = 저장된 쿼리를 씁니다.
lab-matched-of = { $total }개 중 { $n }개가 일치합니다.
lab-matched-saved = 저장된 쿼리로는 { $n }개입니다.
lab-history = { $route }: 최근 메시지 { $n }개 중 true { $true }개, false { $false }개, undefined { $undefined }개, 오래된 것부터
lab-history-fallback = 대체 경로: 최근 메시지 { $total }개 중 { $n }개에 사용됨, 오래된 것부터
lab-no-messages = 허브가 아직 메시지를 저장하지 않았습니다. 한 단계 진행하거나 샘플을 선택하세요.
lab-use-message = { $message } 메시지를 샘플로 사용
lab-reason-disabled = 꺼져 있음
lab-reason-error = 이 동작에서는 컴파일되지 않음

## 함수 한 줄 설명

lab-function-abs = 절댓값
lab-function-exp = e의 거듭제곱
lab-function-power = 첫째 수를 둘째 수만큼 거듭제곱
lab-function-square = 제곱
lab-function-sqrt = 제곱근. 음수이면 undefined
lab-function-ceiling = 올림한 정수
lab-function-floor = 내림한 정수
lab-function-sign = -1, 0, 1 중 하나
lab-function-as-number = 텍스트를 숫자로. 숫자가 아니면 undefined
lab-function-is-bool = true 또는 false인지
lab-function-is-number = 숫자인지
lab-function-is-string = 텍스트인지
lab-function-is-null = null인지. 없는 값은 null이 아님
lab-function-is-defined = 값이 있는지
lab-function-is-array = 배열인지
lab-function-is-object = 개체인지
lab-function-is-primitive = 텍스트, 숫자, 참거짓 값, null 중 하나인지
lab-function-concat = 둘 이상의 텍스트 연결
lab-function-length = 글자 수
lab-function-lower = 소문자로
lab-function-upper = 대문자로
lab-function-substring = 일부분: 위치(0부터)와 글자 수
lab-function-index-of = 첫째 텍스트에서 둘째가 시작하는 위치. 없으면 -1
lab-function-starts-with = 첫째 텍스트가 둘째로 시작하는지
lab-function-ends-with = 첫째 텍스트가 둘째로 끝나는지
lab-function-contains = 첫째 텍스트에 둘째가 들어 있는지
lab-function-twin-change-includes = 디바이스 쌍 변경에 그 경로가 들어 있는지

## 시스템 속성 한 줄 설명

lab-system-message-id = 보낸 쪽이 붙인 ID
lab-system-correlation-id = 응답의 대상이 되는 메시지
lab-system-user-id = 보낸 쪽이 적은 사용자
lab-system-iothub-enqueuedtime = 허브가 저장한 시각, UTC
lab-system-iothub-connection-device-id = 보낸 디바이스. 허브가 설정
lab-system-iothub-connection-module-id = 보낸 모듈. 허브가 설정
lab-system-iothub-connection-auth-generation-id = 디바이스 ID를 다시 만들면 바뀜
lab-system-iothub-connection-auth-method = 디바이스의 인증 방법. JSON 텍스트
lab-system-content-type = application/json이면 본문을 읽을 수 있음
lab-system-content-encoding = utf-8, utf-16, utf-32이면 본문을 읽을 수 있음
lab-system-iothub-creation-time-utc = 디바이스가 만든 시각
lab-system-dt-dataschema = 디바이스가 알린 모델 ID
lab-system-dt-subject = 보낸 구성 요소
lab-word = 쿼리 언어의 단어
lab-value-seen = 실행에서 본 값
lab-seen = 본 값: { $values }
