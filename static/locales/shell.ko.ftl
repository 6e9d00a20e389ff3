### Words of the page's frame that no other file has.

shell-menu-run-file = 실행을 파일로 저장
shell-menu-library = 시나리오 목록
shell-runs-manage = 실행 이름 바꾸기 또는 삭제
shell-run-name = { $run }의 이름
shell-run-from = { $run }, { $parent }의 이벤트 { $step }에서 분기
shell-run-steps = 이벤트 { $n }개
shell-seed-field = 시드
shell-seed-apply = 이 시드로 다시 실행
shell-scenario-current = 지금 열려 있음
shell-messages-of = { $label }: { $n }
shell-messages-all = 보낸 메시지: { $n }
shell-messages-find = 메시지 ID로 찾기
shell-messages-forgotten = 실행이 길어 가장 오래된 이벤트는 보관하지 않습니다. 목록은 이벤트 { $step }부터 시작합니다.
shell-notices = 알림
shell-dismiss = 닫기
shell-fork-undone = 변경을 취소했지만 처음 시점에는 적용할 수 없습니다. { $reason }
shell-log-position = { $at } / { $total }
shell-file-not-read = 브라우저가 파일을 읽지 못했습니다. 다시 선택하세요.
shell-file-problem = { $file } 파일을 열지 못했습니다. 이 화면은 그대로입니다. { $reason }
