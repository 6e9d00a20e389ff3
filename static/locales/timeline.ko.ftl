### Words of the timeline that no other file has.

timeline-lanes = 타임라인 줄: 화살표 키로 이벤트와 줄 사이를 옮기고, Enter 키로 그 이벤트로 갑니다
timeline-event = { $at }: { $what }
timeline-all = 모든 이벤트
timeline-device-fold = 디바이스 { $n }개 더
timeline-endpoint-fold = 엔드포인트 { $n }개 더
timeline-consumer-fold = 소비자 { $n }개 더
timeline-show-fold = { $lane }: 펼치기
timeline-fold-again = 줄 접기
timeline-flag-timed = { $at }: { $what }. Shift 키와 화살표 키로 이 장애를 옮기고, Delete 키로 제거합니다.
timeline-flag-aimed = { $at }: { $what }. Delete 키로 이 장애를 제거합니다.
