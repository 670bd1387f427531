#include "http/clientsocket.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QThreadStorage>
#include <chrono>
#include <utility>
#include <vector>

namespace billing::http {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

// Servers close idle connections after a minute or so; one that is about to be closed is better not used.
constexpr auto kLongestIdle = std::chrono::seconds(15);
constexpr std::size_t kIdleSockets = 4;

struct IdleSocket {
  QString key;
  SteadyTime since;
  std::unique_ptr<QSslSocket> socket;
};

using IdleShelf = std::vector<IdleSocket>;

// QThreadStorage, not thread_local: it is emptied while the thread's event dispatcher still lives, which sockets need.
IdleShelf& idleShelf() {
  static QThreadStorage<IdleShelf*> shelves;
  if (!shelves.hasLocalData()) shelves.setLocalData(new IdleShelf);
  return *shelves.localData();
}

QString keyOf(const ClientAddress& address) {
  return QStringLiteral("%1 %2 %3").arg(address.tls).arg(address.host).arg(address.port);
}

// Looks whether the other side has closed or said something unasked meanwhile. Does not wait.
bool isStillGood(QSslSocket& socket) {
  socket.waitForReadyRead(0);
  return socket.state() == QAbstractSocket::ConnectedState && socket.bytesAvailable() == 0;
}

}  // namespace

std::unique_ptr<QSslSocket> idleSocket(const ClientAddress& address) {
  auto& shelf = idleShelf();
  const auto oldest = std::chrono::steady_clock::now() - kLongestIdle;
  std::erase_if(shelf, [&](const IdleSocket& idle) { return idle.since < oldest; });
  const QString key = keyOf(address);
  for (auto at = shelf.size(); at-- > 0;) {
    if (shelf[at].key != key) continue;
    auto socket = std::move(shelf[at].socket);
    shelf.erase(shelf.begin() + static_cast<std::ptrdiff_t>(at));
    if (isStillGood(*socket)) return socket;
  }
  return nullptr;
}

void keepIdle(const ClientAddress& address, std::unique_ptr<QSslSocket> socket) {
  auto& shelf = idleShelf();
  if (shelf.size() >= kIdleSockets) shelf.erase(shelf.begin());
  shelf.push_back({keyOf(address), std::chrono::steady_clock::now(), std::move(socket)});
}

std::unique_ptr<QSslSocket> freshSocket(const ClientAddress& address) {
  auto socket = std::make_unique<QSslSocket>();
  if (address.loopback) socket->setProxy(QNetworkProxy::NoProxy);
  auto configuration = QSslConfiguration::defaultConfiguration();
  configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
  configuration.setProtocol(QSsl::TlsV1_2OrLater);
  socket->setSslConfiguration(configuration);
  return socket;
}

}  // namespace billing::http
