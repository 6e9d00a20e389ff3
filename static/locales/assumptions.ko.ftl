# Korean for the `Differs` and `Assumed` lines of the modules, by key. English is the line itself.

batches-of-sends = 디바이스는 패킷 하나에 메시지 하나를 보냅니다. AMQP와 HTTPS의 일괄 전송은 뺐습니다.
clock-resolution = 서비스는 시간을 100 ns 단위로 세지만, 이 페이지는 밀리초 단위로 셉니다.
page-limits = 한 번에 메시지 본문 64 MiB, 메시지 2,000,000개, 디바이스 10,000개까지만 다룹니다.
