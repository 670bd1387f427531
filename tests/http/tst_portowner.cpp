// Who holds a port, and which one is free.
#include <QCoreApplication>
#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/portowner.h"

using namespace billing::http;

class TestPortOwner : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_process_that_listens_is_named() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), length), 0);
    QCOMPARE(::listen(fd, 1), 0);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length);
    const std::uint16_t port = ntohs(address.sin_port);

    const auto owner = portOwner(port);
    QVERIFY(owner.has_value());
    QCOMPARE(owner->pid, static_cast<int>(::getpid()));
    QCOMPARE(QString::fromStdString(owner->name), QStringLiteral("tst_portowner"));
    QVERIFY(nextFreePort(port) > port || port > 65400);

    ::close(fd);
    QVERIFY(!portOwner(port).has_value());
  }
};

QTEST_GUILESS_MAIN(TestPortOwner)
#include "tst_portowner.moc"
