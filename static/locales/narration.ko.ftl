### One sentence for each kind of entry (`entry-<code>`, variants added at the end), and for what is due next (`next-<occurrence>`).

## Devices and their links

entry-sent = { $device } 디바이스에서 { $message } 메시지를 보냅니다: 허브로 가는 중입니다.
entry-sent-queued = { $device } 디바이스에서 { $message } 메시지를 보냅니다: 연결이 끊겨 디바이스에서 기다립니다.
entry-sent-waiting = { $device } 디바이스에서 { $message } 메시지를 보냅니다: 디바이스에서 차례를 기다립니다.
entry-published = { $device } 디바이스에서 { $message } 메시지를 회선에 내보냅니다.
entry-published-again = { $device } 디바이스에서 { $message } 메시지를 다시 보냅니다, { $attempt }번째 시도: PUBACK을 받지 못했습니다.
entry-publish-lost = { $message } 메시지의 PUBLISH가 손실됩니다: 허브에 도착하기 전에 { $device } 디바이스의 연결이 끊어집니다.
entry-accepted = { $hub } 허브에서 { $message } 메시지를 수락합니다: 파티션 { $partition }, 오프셋 { $offset } 위치에 저장했습니다.
entry-accepted-again = { $hub } 허브에서 { $message } 메시지를 다시 수락합니다, 사본 { $accepted }번: 허브는 메시지 ID를 비교하지 않습니다.
entry-puback-arrived = { $device } 디바이스에서 { $message } 메시지의 PUBACK을 받습니다: 허브에 저장되었습니다.
entry-puback-lost = { $message } 메시지의 PUBACK이 손실됩니다: { $device } 디바이스는 허브에 저장된 것을 알지 못합니다.
entry-send-timed-out = { $device } 디바이스에서 { $message } 메시지를 포기합니다: 제때 PUBACK이 오지 않았습니다.
entry-publish-refused = { $hub } 허브에서 { $message } 메시지를 거부합니다: MQTT에서 { $device } 디바이스는 연결이 닫힌 것만 알 수 있습니다.
entry-link-cut = { $device } 디바이스의 연결이 끊어집니다: 회선 위의 패킷도 손실됩니다.
entry-device-returned = { $device } 디바이스가 다시 연결됩니다.
entry-device-returned-waiting = { $device } 디바이스가 다시 연결됩니다: 보낼 메시지 { $waiting }개가 기다립니다.

## Routing

entry-matched = { $hub } 허브에서 { $message } 메시지를 라우팅합니다: 일치한 엔드포인트는 { $n }개({ $endpoints })입니다.
entry-matched-by = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 엔드포인트로 라우팅합니다: { $route } 경로와 일치했습니다.
entry-matched-fallback = { $hub } 허브에서 { $message } 메시지를 대체 경로를 따라 { $endpoint } 엔드포인트로 라우팅합니다: 일치하는 다른 경로가 없습니다.
entry-copy-opened = { $message } 메시지의 사본이 { $endpoint } 엔드포인트로 가는 중입니다.
entry-orphaned = { $hub } 허브에서 { $message } 메시지가 분리됩니다: 맞는 경로가 없고 대체 경로도 사용하지 않습니다.
detail-route-true = { $route } 경로: true. { $reason }
detail-route-false = { $route } 경로: false. { $reason }
detail-route-undefined = { $route } 경로: undefined이므로 불일치. { $reason }

## Delivery to endpoints

entry-delivered = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 엔드포인트로 배달합니다.
entry-delivered-queue = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 큐에 배달합니다: 시퀀스 번호 { $label }.
entry-delivered-container = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 컨테이너에 배달합니다: 일괄 처리를 쓸 때까지 버퍼에 있습니다.
entry-delivered-built-in = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 엔드포인트로 배달합니다: 파티션 { $partition }, 오프셋 { $label }.
entry-delivered-repeat = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 엔드포인트로 다시 배달합니다: 라우팅은 최소 한 번 배달합니다.
entry-delivery-failed = { $endpoint } 엔드포인트에서 { $message } 메시지를 받지 못합니다, { $attempt }번째 시도: { $retry } 뒤에 허브에서 다시 시도합니다.
entry-retry-started = { $hub } 허브에서 { $message } 메시지를 { $endpoint } 엔드포인트로 다시 배달해 봅니다, { $attempt }번째 시도입니다.
entry-dropped = { $hub } 허브에서 { $endpoint } 엔드포인트로 갈 { $message } 메시지를 폐기합니다: { $reason ->
    [endpoint-dead] 엔드포인트가 작동하지 않습니다
    [unreachable] 엔드포인트에 연결할 수 없습니다
   *[endpoint-removed] 엔드포인트가 제거되었습니다
}.
entry-invalid = { $endpoint } 엔드포인트에서 { $message } 메시지를 받을 수 없습니다: 허브에서 잘못된 메시지로 세고 재시도하지 않습니다.
entry-endpoint-down = { $endpoint } 엔드포인트가 다운됩니다: 다시 정상이 될 때까지 메시지를 받지 않습니다.
entry-endpoint-up = { $endpoint } 엔드포인트가 다시 메시지를 받습니다.
entry-health-changed = { $hub } 허브에서 보는 { $endpoint } 엔드포인트의 상태가 바뀝니다: { $health ->
    [unknown] 알 수 없음, 아직 배달한 적이 없습니다
    [healthy] 정상, 메시지를 받습니다
    [degraded] 성능 저하, 느리거나 회복하는 중입니다
    [unhealthy] 비정상, 메시지를 받지 않아 허브에서 재시도합니다
    [dead] 작동 안 함, 오랫동안 받지 않아 메시지를 폐기합니다
   *[unreachable] 연결할 수 없음, 설정 때문에 배달할 수 없습니다
}.

## Queues

entry-locked = { $queue } 큐에서 { $message } 메시지를 { $consumer } 소비자에게 배달합니다: { $until }까지 잠깁니다.
entry-locked-again = { $queue } 큐에서 { $message } 메시지를 다시 배달합니다, 배달 { $delivery }회 / 최대 { $max }회: 앞선 배달이 완료로 끝나지 않았습니다.
entry-received-and-deleted = { $queue } 큐에서 { $message } 메시지를 { $consumer } 소비자에게 배달하고 바로 삭제합니다.
entry-completed = { $queue } 큐에서 { $message } 메시지를 완료합니다: { $consumer } 소비자가 요청했고, 이제 큐에 없습니다.
entry-settle-refused = { $queue } 큐에서 { $message } 메시지의 완료를 거부합니다, { $consumer } 소비자가 요청함: { $error ->
    [MessageLockLost] 잠금이 만료되었습니다
    [InvalidOperation] 처리 확정을 할 수 있는 상태가 아닙니다
    [MessagingEntityNotFound] 큐가 더 이상 없습니다
   *[other] 지금은 할 수 없습니다
}.
entry-call-refused = { $queue } 큐에서 { $consumer } 소비자의 요청을 거부합니다, { $call ->
    [abandon] { $message } 메시지의 중단
    [renew-lock] { $message } 메시지의 잠금 갱신
   *[dead-letter] { $message } 메시지를 배달 못 한 편지로 이동
}: { $error ->
    [MessageLockLost] 잠금이 만료되었습니다
    [InvalidOperation] 그렇게 할 수 있는 상태가 아닙니다
    [MessagingEntityNotFound] 큐가 더 이상 없습니다
   *[other] 지금은 할 수 없습니다
}.
entry-lock-expired = { $queue } 큐에서 { $message } 메시지의 잠금이 만료됩니다: { $delivery }번째 배달이 제때 끝나지 않았습니다.
entry-expired = { $queue } 큐에서 { $message } 메시지를 없앱니다: TTL(Time to Live)이 지났습니다.
entry-dead-lettered = { $queue } 큐에서 { $message } 메시지를 배달 못 한 편지로 이동합니다: { $reason ->
    [MaxDeliveryCountExceeded] 최대 배달 횟수에 이르렀습니다
    [TTLExpiredException] TTL(Time to Live)이 지났습니다
    [HeaderSizeExceeded] 헤더가 너무 큽니다
    [MaxTransferHopCountExceeded] 너무 여러 번 전달되었습니다
    [session] 세션 ID가 없습니다
   *[application] 소비자가 요청했습니다
}.

## Containers

entry-batch-started = { $container } 컨테이너에서 파티션 { $partition } 일괄 처리를 시작합니다: { $frequency } 뒤에, 또는 가득 차면 씁니다.
entry-blob-written = { $container } 컨테이너에서 { $blob } Blob에 메시지 { $messages }개를 씁니다.

## Consumers

entry-waits = { $consumer } 소비자가 { $endpoint } 엔드포인트에서 메시지를 기다립니다.
entry-received = { $consumer } 소비자가 { $message } 메시지를 받아 처리합니다.
entry-received-again = { $consumer } 소비자가 { $message } 메시지를 받아 처리합니다, { $delivery }번째 배달입니다.
entry-settle-requested = { $consumer } 소비자가 처리를 마치고 { $message } 메시지의 완료를 요청합니다.
entry-settle-requested-first = { $consumer } 소비자가 처리하기 전에 { $message } 메시지의 완료를 요청합니다.
entry-settle-answered = { $consumer } 소비자가 { $message } 메시지의 완료를 확인합니다.
entry-settle-answered-refused = { $consumer } 소비자가 { $message } 메시지를 완료하지 못한 것을 확인합니다: 다시 배달됩니다.
entry-crashed = { $consumer } 소비자가 비정상 종료합니다: 처리하던 메시지는 없습니다.
entry-crashed-holding = { $consumer } 소비자가 비정상 종료합니다: 처리하던 { $message } 메시지를 잊습니다.
entry-forgotten = { $consumer } 소비자가 { $message } 메시지도 잊습니다: 큐에서는 잠금이 계속됩니다.
entry-restarted = { $consumer } 소비자가 다시 시작하며 아무것도 기억하지 않습니다.
entry-restarted-durable = { $consumer } 소비자가 다시 시작합니다: 영구 기록은 그대로 남아 있습니다.
entry-lost = { $message } 메시지가 손실됩니다: 큐에서 이미 삭제했고, { $consumer } 소비자가 처리를 마치지 못했습니다.
entry-event-read = { $consumer } 소비자가 파티션 { $partition }, 오프셋 { $offset } 위치의 { $message } 메시지를 읽습니다.
entry-response-arrived = { $consumer } 소비자가 한 응답으로 메시지 { $messages }개를 받습니다.
entry-nothing-received = { $consumer } 소비자가 { $endpoint } 엔드포인트에서 아무것도 받지 못합니다: 대기 시간이 끝났을 뿐 오류가 아닙니다.
entry-nothing-visible = { $consumer } 소비자가 { $queue } 큐에서 아무것도 꺼내지 못합니다: 표시된 메시지가 없고, 꺼내기는 기다리지 않습니다.
entry-get-refused = { $consumer } 소비자가 메시지를 꺼내지 못합니다: { $error }.
entry-made = { $consumer } 프로그램에서 { $message } 메시지를 만듭니다.
entry-poison-found = { $consumer } 소비자가 { $message } 메시지를 포이즌 메시지로 봅니다: 꺼낸 횟수 { $count }회입니다.
entry-storage-call-refused = 스토리지 계정에서 { $consumer } 소비자의 요청을 거부합니다, { $call ->
    [put] { $message } 메시지 넣기
    [put-poison] { $message } 메시지를 포이즌 큐에 넣기
    [delete] { $message } 메시지 삭제
    [show-again] { $message } 메시지를 다시 표시
   *[hide-on] { $message } 메시지를 더 숨기기
}: { $error }.
entry-prefetched = { $consumer } 소비자가 요청하기 전에 { $message } 메시지가 옵니다: 미리 가져온 메시지 { $held }개가 버퍼에서 기다립니다.
entry-work-failed = { $consumer } 소비자가 { $message } 메시지 처리에 실패합니다: { $why ->
    [condition] 실패 규칙에 맞는 메시지입니다
    [not-json] 본문을 JSON으로 읽을 수 없습니다
   *[every-nth] 메시지 { $n }개마다 실패합니다
}.
entry-effect-applied = { $consumer } 소비자가 { $message } 메시지로 { $kind ->
    [opens-ticket] 티켓을 엽니다
    [writes-row] 행을 씁니다
   *[pages-person] 담당자를 호출합니다
}.
entry-effect-applied-again = { $consumer } 소비자가 { $message } 메시지로 또 { $kind ->
    [opens-ticket] 티켓을 엽니다
    [writes-row] 행을 씁니다
   *[pages-person] 담당자를 호출합니다
}: 한 번 보낸 메시지의 { $nth }번째 결과입니다.
entry-key-recorded = { $consumer } 소비자가 { $message } 메시지의 키를 기억합니다: 비정상 종료하면 잊습니다.
entry-key-recorded-durable = { $consumer } 소비자가 { $message } 메시지의 키를 영구 기록에 남깁니다.
entry-duplicate-skipped = { $consumer } 소비자가 { $message } 메시지의 키를 알고 있어 처리를 건너뜁니다.
entry-duplicate-skipped-missed = { $consumer } 소비자가 { $message } 메시지의 키를 알고 있어 처리를 건너뜁니다: 결과는 한 번도 적용되지 않았습니다.
entry-passed-by = { $consumer } 소비자가 { $message } 메시지를 지나칩니다: 필터를 통과하지 못했습니다.
entry-call-requested = { $consumer } 소비자가 큐에 요청합니다: { $call ->
    [complete] { $message } 메시지를 처리 없이 완료
    [abandon] { $message } 메시지를 중단
    [renew-lock] { $message } 메시지의 잠금 갱신
    [put] { $message } 메시지 넣기
    [put-poison] { $message } 메시지를 포이즌 큐에 넣기
    [delete] { $message } 메시지 삭제
    [show-again] { $message } 메시지를 바로 다시 표시
    [hide-on] { $message } 메시지를 더 숨기기
   *[dead-letter] { $message } 메시지를 배달 못 한 편지로 이동
}.
entry-call-answered = { $consumer } 소비자가 확인합니다: { $message } 메시지를 { $call ->
    [abandon] 중단했습니다
    [put] 넣었습니다
    [put-poison] 포이즌 큐에 넣었습니다
    [delete] 삭제했습니다
    [show-again] 다시 표시했습니다
   *[dead-letter] 배달 못 한 편지로 옮겼습니다
}.
entry-call-answered-refused = { $consumer } 소비자가 확인합니다: { $message } 메시지를 { $call ->
    [abandon] 중단하지 못했습니다
    [put] 넣지 못했습니다
    [put-poison] 포이즌 큐에 넣지 못했습니다
    [delete] 삭제하지 못했습니다
    [show-again] 다시 표시하지 못했습니다
   *[dead-letter] 배달 못 한 편지로 옮기지 못했습니다
}, 큐에서 거부했습니다.
entry-worked = { $consumer } 소비자가 { $message } 메시지 처리를 마칩니다: 처리 확정을 할 것이 없습니다.

## What a person does

entry-device = { $device } 디바이스를 { $change ->
    [added] 추가했습니다
    [edited] 바꿨습니다
    [removed] 제거했습니다
    [enabled] 사용하도록 바꿨습니다
   *[disabled] 사용하지 않도록 바꿨습니다
}.
entry-route = { $route } 경로를 { $change ->
    [added] 추가했습니다
    [edited] 바꿨습니다
    [removed] 제거했습니다
    [enabled] 사용하도록 바꿨습니다
   *[disabled] 사용하지 않도록 바꿨습니다
}.
entry-endpoint = { $endpoint } 엔드포인트를 { $change ->
    [added] 추가했습니다
    [edited] 바꿨습니다
    [removed] 제거했습니다
    [enabled] 사용하도록 바꿨습니다
   *[disabled] 사용하지 않도록 바꿨습니다
}.
entry-consumer = { $consumer } 소비자를 { $change ->
    [added] 추가했습니다
    [edited] 바꿨습니다
    [removed] 제거했습니다
    [enabled] 시작했습니다
   *[disabled] 멈췄습니다
}.
entry-fallback-on = 대체 경로를 사용하도록 바꿨습니다: 일치하는 경로가 없는 메시지는 { $endpoint } 엔드포인트로 갑니다.
entry-fallback-off = 대체 경로를 사용하지 않도록 바꿨습니다: 일치하는 경로가 없는 메시지는 분리됩니다.
entry-fault-planned = 장애를 계획했습니다: { $fault }.
entry-fault-struck = 장애가 일어납니다: { $fault }.
entry-refused = 작업이 거부되었습니다: { $reason }
entry-paused-too-many-messages = 실행이 일시 중지되었습니다: 이 페이지에 담을 수 있는 만큼 메시지가 남아 있습니다.
entry-paused-too-many-body-bytes = 실행이 일시 중지되었습니다: 메시지 본문이 이 페이지에 담을 수 있는 크기에 이르렀습니다.

## Queues of the namespace, and what is done to messages by hand

entry-queue = { $change ->
    [added] Service Bus 네임스페이스에 { $queue } 큐가 만들어졌습니다
    [edited] { $queue } 큐의 설정이 바뀌었습니다
    [removed] { $queue } 큐가 안에 있던 메시지와 함께 삭제되었습니다
    [enabled] { $queue } 큐가 사용하도록 설정되었습니다
   *[disabled] { $queue } 큐가 사용하지 않도록 설정되었습니다
}.
entry-queue-idled-out = { $queue } 큐가 너무 오래 쓰이지 않아 메시지 { $messages }개와 함께 스스로 삭제됩니다.
entry-enqueued = { $queue } 큐가 { $message } 메시지를 받습니다. 시퀀스 번호는 { $sequence }입니다.
entry-scheduled = { $queue } 큐가 { $message } 메시지를 예약으로 받습니다. { $wait } 뒤에 활성이 되며, 그때까지 시퀀스 번호는 { $sequence }입니다.
entry-activated = { $message } 메시지의 예약 시각이 되었습니다. { $queue } 큐가 시퀀스 번호 { $sequence }번으로 활성화합니다.
entry-schedule-cancelled = 예약된 메시지 { $message } 메시지를 { $queue } 큐에서 거두어들입니다.
entry-duplicate-dropped = { $queue } 큐가 { $message } 메시지를 알리지 않고 버립니다. 중복 검색 기간 안에 같은 메시지 ID가 있었습니다.
entry-abandoned = { $message } 메시지가 { $queue } 큐로 돌아갑니다. { $consumer } 쪽에서 { $delivery }번째 배달을 중단(abandon)했습니다.
entry-deferred = { $queue } 큐가 { $consumer }의 요청으로 { $message } 메시지를 따로 둡니다. 이제 시퀀스 번호 { $sequence }번으로만 받을 수 있습니다.
entry-lock-renewed = { $queue } 큐가 { $consumer } 쪽에서 가진 { $message } 메시지의 잠금을 갱신합니다. 지금부터 잠금 기간 전체입니다.
entry-lock-revoked = { $queue } 큐의 설정이 바뀌어 { $message } 메시지의 잠금을 잃었습니다.
entry-forwarded = { $queue } 큐가 { $message } 메시지를 { $target } 큐로 전달합니다.
entry-forwarded-nowhere = { $queue } 큐가 { $message } 메시지를 전달할 수 없습니다. 전달할 큐가 없습니다.
entry-peeked = { $messages ->
    [0] { $queue } 큐를 미리 보았으나 아무것도 없습니다
   *[other] { $queue } 큐의 메시지 { $messages }개를 미리 봅니다. 바뀌는 것은 없습니다
}.
entry-received-nothing = { $queue } 큐에 메시지를 요청했으나 받을 것이 없습니다. 오류가 아닙니다.
entry-namespace-read = Service Bus 네임스페이스에서 큐 { $queues }개의 정보를 읽습니다.
entry-namespace-refused = Service Bus 네임스페이스가 거부합니다: { $error }.
entry-queue-refused = { $queue } 큐가 거부합니다: { $error }.
entry-storage-queue = { $change ->
    [added] Storage { $queue } 큐가 만들어졌습니다
    [edited] Storage { $queue } 큐의 메타데이터가 설정되었습니다
   *[removed] Storage { $queue } 큐가 안에 있던 메시지와 함께 삭제되었습니다
}.
entry-put = { $message } 메시지를 Storage 큐 { $queue }에 넣습니다.
entry-got = { $consumer } 쪽에서 { $queue } 큐에서 { $message } 메시지를 가져옵니다(큐에서 꺼낸 횟수 { $count }). 표시 제한 시간이 끝날 때까지 보이지 않습니다.
entry-updated = { $consumer } 쪽에서 { $queue } 큐의 { $message } 메시지를 업데이트합니다. 새 팝 영수증이 생기고 이전 것은 무효입니다.
entry-updated-text = { $consumer } 쪽에서 { $queue } 큐의 { $message } 메시지를 새 텍스트로 업데이트합니다. 새 팝 영수증이 생기고 이전 것은 무효입니다.
entry-deleted = { $consumer } 쪽에서 { $queue } 큐에서 { $message } 메시지를 삭제합니다.
entry-visible = { $message } 메시지가 { $queue } 큐에서 다시 보입니다. 삭제되기 전에 표시 제한 시간이 끝났습니다.
entry-message-expired = { $queue } 큐가 { $message } 메시지를 제거합니다. TTL이 끝났습니다.
entry-cleared = { $queue } 큐를 비웠습니다. 메시지 { $messages }개가 사라졌습니다.
entry-got-nothing = { $queue } 큐에서 메시지를 가져오려 했으나 보이는 것이 없습니다. 오류가 아닙니다.
entry-storage-queue-read = { $queue } 큐가 메타데이터와 대략적인 메시지 수 { $messages }개를 알려 줍니다.
entry-account-read = 스토리지 계정이 큐 { $queues }개를 나열합니다.
entry-account-refused = 스토리지 계정이 거부합니다: { $error }.
entry-events-received = 기본 제공 엔드포인트를 읽습니다: { $events ->
    [0] 새로운 것이 없습니다
   *[other] 이벤트 { $events }개
}. 제거되는 것은 없습니다.
entry-events-refused = 기본 제공 엔드포인트가 거부합니다: { $error }.
person = 사람

## Faults that strike

entry-publish-delayed = { $message } 메시지의 PUBLISH가 늦습니다: { $by } 뒤에 허브에 도착하고, { $device } 디바이스에서 뒤따라 보낸 메시지도 기다립니다.
entry-puback-delayed = { $message } 메시지의 PUBACK이 늦습니다: { $by } 뒤에 { $device } 디바이스에 도착합니다.
entry-puback-ignored = { $message } 메시지의 PUBACK이 또 도착합니다: { $device } 디바이스에서는 이미 기다리지 않습니다.
entry-send-forgotten = { $device } 디바이스에서 { $message } 메시지를 잊습니다: 메모리에만 있었고, 허브에 저장되었는지 알지 못합니다.
entry-device-rebooted = { $device } 디바이스가 다시 시작합니다, { $boot }번째 재부팅: 메시지를 0부터 다시 셉니다.
entry-delivery-delayed = { $message } 메시지가 늦습니다: { $by } 뒤에 { $endpoint } 엔드포인트에 도착하고, 같은 파티션의 뒤따르는 메시지도 기다립니다.
entry-endpoint-sick = { $with ->
    [throttled] { $endpoint } 엔드포인트가 제한됩니다: 1초에 메시지를 하나까지만 받습니다
    [full] { $endpoint } 엔드포인트가 가득 찹니다: 메시지를 받지 않고, 소비자는 계속 동작합니다
   *[wrong-key] { $endpoint } 엔드포인트의 키가 바뀝니다: 허브를 거부하고, 소비자는 계속 동작합니다
}.
entry-endpoint-well = { $from ->
    [throttled] { $endpoint } 엔드포인트의 제한이 끝납니다
    [full] { $endpoint } 엔드포인트에 다시 자리가 있습니다
   *[wrong-key] 허브가 { $endpoint } 엔드포인트의 올바른 키를 다시 가집니다
}.
entry-delivery-refused = { $with ->
    [throttled] { $endpoint } 엔드포인트가 바빠서 { $message } 메시지를 받을 수 없다고 응답합니다
    [full] { $endpoint } 엔드포인트에 { $message } 메시지를 넣을 자리가 없다고 응답합니다
   *[wrong-key] { $endpoint } 엔드포인트가 허브에 { $message } 메시지를 보낼 권한이 없다고 응답합니다
}.
entry-router-restarted = { $endpoint } 엔드포인트에 배달한 것을 기록하기 전에 { $hub } 라우터가 멈춥니다. 파티션 { $partition }: 마지막 메시지 { $messages }개를 순서대로 다시 보냅니다.
entry-response-lost = { $consumer } 소비자에 보낸 응답이 메시지 { $messages }개와 함께 손실됩니다: 큐는 이미 내보냈고, 프로그램은 알지 못합니다.
entry-response-delayed = { $consumer } 소비자에 보낸 응답이 늦습니다: { $by } 뒤에 도착합니다.
entry-call-lost = { $message } 메시지를 다루는 { $consumer } 소비자의 { $call ->
    [complete] 완료
    [abandon] 중단
    [dead-letter] 배달 못 한 편지
    [put] 넣기
    [put-poison] 넣기
    [delete] 삭제
   *[other] 처리 확정
} 호출이 손실됩니다: 큐는 알지 못하고, 프로그램은 실패로 듣습니다.
entry-call-delayed = { $message } 메시지를 다루는 { $consumer } 소비자의 호출이 늦습니다: { $by } 뒤에 큐에 도착합니다.
entry-answer-lost = { $message } 메시지의 응답이 손실됩니다: { $consumer } 소비자는 큐의 처리 결과를 알지 못하고 실패로 여깁니다.
entry-answer-delayed = { $message } 메시지의 응답이 늦습니다: { $consumer } 소비자는 { $by } 뒤에 듣습니다.
entry-slowed = { $consumer } 소비자가 느려집니다: 처리 시간이 { $factor }배가 됩니다.
entry-speed-restored = { $consumer } 소비자의 속도가 원래대로 돌아옵니다.
entry-hangs = { $consumer } 소비자가 { $message } 메시지에서 멈춥니다: 잠금이 만료되면 이어서 처리합니다.

## Faults, as a part of a sentence

fault-plan-lose-puback = { $device } 디바이스의 { $message } 메시지 PUBACK 손실
fault-plan-lose-publish = { $device } 디바이스의 { $message } 메시지 PUBLISH 손실
fault-plan-crash-at = { $at } { $consumer } 소비자 비정상 종료
fault-plan-crash-before-settling = { $consumer } 소비자가 { $n }번째로 받은 메시지의 처리 확정 전에 비정상 종료
fault-plan-crash-before-work = { $consumer } 소비자가 { $n }번째로 받은 메시지의 처리 전에 비정상 종료
fault-plan-crash-during-work = { $consumer } 소비자가 { $n }번째로 받은 메시지의 처리 중에 비정상 종료
fault-plan-crash-between = { $consumer } 소비자가 { $n }번째로 받은 메시지의 결과와 기록 사이에 비정상 종료
fault-plan-crash-after-settling = { $consumer } 소비자가 { $n }번째로 받은 메시지의 처리 확정 후에 비정상 종료
fault-plan-outage = { $from }부터 { $endpoint } 엔드포인트 다운
fault-plan-outage-for = { $from }부터 { $length } 동안 { $endpoint } 엔드포인트 다운
fault-plan-restart-at = { $at } { $consumer } 소비자 다시 시작
fault-plan-slow = { $from }부터 { $consumer } 소비자가 { $factor }배 느리게 처리
fault-plan-slow-for = { $from }부터 { $length } 동안 { $consumer } 소비자가 { $factor }배 느리게 처리
fault-plan-lock = { $consumer } 소비자가 { $n }번째로 받은 메시지의 잠금이 만료될 때까지 멈춤
fault-plan-sick = { $from }부터 { $endpoint } 엔드포인트 { $with ->
    [throttled] 제한
    [full] 가득 참
   *[wrong-key] 키 불일치
}
fault-plan-sick-for = { $from }부터 { $length } 동안 { $endpoint } 엔드포인트 { $with ->
    [throttled] 제한
    [full] 가득 참
   *[wrong-key] 키 불일치
}
fault-plan-reboot = { $at } { $device } 디바이스 재부팅
fault-plan-offline = { $from }부터 { $length } 동안 { $device } 디바이스 연결 없음
fault-plan-cut-all = { $from }부터 { $length } 동안 모든 디바이스 연결 없음
fault-plan-router = { $endpoint } 엔드포인트에 { $n }번째 배달 후 라우터 재시작, 마지막 { $replays }개 반복
fault-plan-lose = { $what } 손실
fault-plan-delay = { $what } { $by } 지연
fault-plan-duplicate = { $what } 중복
fault-plan-publish = { $device } 디바이스의 { $message } 메시지 PUBLISH
fault-plan-puback = { $device } 디바이스의 { $message } 메시지 PUBACK
fault-plan-delivery = { $endpoint } 엔드포인트의 { $n }번째 배달
fault-plan-response = { $consumer } 소비자가 { $n }번째로 받는 메시지의 응답
fault-plan-call = { $consumer } 소비자가 { $n }번째로 받은 메시지를 다루는 호출
fault-plan-answer = { $consumer } 소비자가 { $n }번째로 받은 메시지의 응답
fault-plan-random = 우연히, 1,000번에 { $rate }번: { $kinds }
fault-plan-random-until = 우연히, { $until }까지 1,000번에 { $rate }번: { $kinds }
fault-mishap = { $kind ->
    [lose-publish] PUBLISH 손실
    [lose-puback] PUBACK 손실
    [crash] 소비자 비정상 종료
    [lock-runs-out] 잠금 만료
    [lose-delivery] 배달 실패
   *[restart-router] 라우터 재시작
}

## What is due next

next-program-wakes = 다음: { $device } 디바이스에서 { $message } 보내기, { $at }
next-send-times-out = 다음: { $device } 디바이스에서 { $message } 포기, { $at }
next-device-returns = 다음: { $device } 디바이스 다시 연결, { $at }
next-resend = 다음: { $device } 디바이스에서 { $message } 다시 보내기, { $at }
next-publish-arrives = 다음: 허브에서 { $message } 수락, { $at }
next-puback-arrives = 다음: { $message } 메시지의 PUBACK 도착, { $at }
next-puback-lost = 다음: { $message } 메시지의 PUBACK 손실, { $at }
next-route = 다음: 허브에서 { $message } 메시지의 경로 평가, { $at }
next-delivery-arrives = 다음: { $message } 메시지가 { $endpoint } 엔드포인트에 도착, { $at }
next-retry-due = 다음: 허브에서 { $endpoint } 엔드포인트 재시도, { $at }
next-lock-expires = 다음: { $queue } 큐의 잠금 만료, { $at }
next-message-expires = 다음: { $queue } 큐의 메시지 만료, { $at }
next-limit-due = 다음: { $endpoint } 엔드포인트의 시간 한도 도달, { $at }
next-batch-written = 다음: { $container } 컨테이너의 일괄 처리 쓰기, { $at }
next-hand-out = 다음: { $queue } 큐에서 메시지 배달, { $at }
next-response-arrives = 다음: { $consumer } 소비자가 받기, { $at }
next-work-done = 다음: { $consumer } 소비자가 { $message } 처리 마치기, { $at }
next-settle-arrives = 다음: 큐에서 { $message } 완료, { $at }
next-answer-arrives = 다음: { $consumer } 소비자가 완료 확인, { $at }
next-consumer-restarts = 다음: { $consumer } 소비자 다시 시작, { $at }
next-reads-next = 다음: { $consumer } 소비자가 다음 이벤트 읽기, { $at }
next-fault-due = 다음: 장애 발생, { $at }
next-endpoint-up = 다음: { $endpoint } 엔드포인트 다시 정상, { $at }
next-nothing = 다음: 예정된 일 없음

## Acts, for undo and for the list of acts

command-add-device = { $name } 디바이스 추가
command-set-device = { $name } 디바이스 변경
command-remove-device = { $name } 디바이스 제거
command-add-route = { $name } 경로 추가
command-set-route = { $name } 경로 변경
command-remove-route = { $name } 경로 제거
command-set-fallback-on = 대체 경로 사용
command-set-fallback-off = 대체 경로 사용 안 함
command-add-endpoint = { $name } 엔드포인트 추가
command-set-endpoint = { $name } 엔드포인트 변경
command-remove-endpoint = { $name } 엔드포인트 제거
command-add-consumer = { $name } 소비자 추가
command-set-consumer = { $name } 소비자 변경
command-remove-consumer = { $name } 소비자 제거
command-add-fault = 장애 계획
command-send = { $name } 디바이스에서 메시지 보내기
command-queue-call = 큐 { $name }에 { $call } 호출
command-namespace-call = Service Bus 네임스페이스에 { $call } 호출
command-storage-call = Storage 큐 { $name }에 { $call } 호출
command-account-call = 스토리지 계정에 { $call } 호출
command-events-call = 기본 제공 엔드포인트 읽기
