### Further words of the diagram and of its twin, the table.

device-find = 디바이스 찾기
endpoint-buffered = 버퍼에 { $n }개
endpoint-container-counts-short = 버퍼 { $n }개, { $left } 뒤 쓰기
wire-dropped = 폐기됨
way-peek-lock = 보기-잠금
way-receive-and-delete = 수신 및 삭제
twin-act = { $act }: { $name }
