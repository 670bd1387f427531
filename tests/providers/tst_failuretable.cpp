// Every way in which a call can fail, on a real connection, for both providers and every kind of call: each ends as it
// was promised, and no write that cannot be repeated reaches the server twice.
#include <QTest>
#include <atomic>
#include <mutex>

#include "providers/transport.h"
#include "support/deafport.h"
#include "support/rawserver.h"
#include "support/scriptedclient.h"
#include "support/tlsserver.h"

using namespace billing;
using namespace billing::providers;
using tests::RawPeer;
using tests::RawServer;

namespace {

// What a call is, as far as repeating it goes. Dodo honours no key: there, keyed and bare writes are alike. An absolute
// write says how something is to be (a date, an end, a price off sale) and may be said again.
enum class Nature { Read, KeyedWrite, BareWrite, AbsoluteWrite };

// What the server does, until it thinks better of it (`heals`).
enum class Failure {
  Refused,
  Unresolved,
  Deaf,
  BadCertificate,
  DiesWhileSending,
  DiesAfterSending,
  Silent,
  Dripping,
  BodyBreaksOff,
  ShortBody,
  NotJson,
  Redirect,
  S400,
  S401,
  S403,
  S404,
  S409,
  S422,
  S429,
  S500,
  S503
};

struct Named {
  Failure failure;
  const char* name;
};
constexpr Named kFailures[] = {{Failure::Refused, "connection refused"},
                               {Failure::Unresolved, "name unknown"},
                               {Failure::Deaf, "never connects"},
                               {Failure::BadCertificate, "certificate of nobody"},
                               {Failure::DiesWhileSending, "dies while sending"},
                               {Failure::DiesAfterSending, "dies after sending"},
                               {Failure::Silent, "never answers"},
                               {Failure::Dripping, "answers too slowly"},
                               {Failure::BodyBreaksOff, "body breaks off"},
                               {Failure::ShortBody, "shorter than its length"},
                               {Failure::NotJson, "not JSON"},
                               {Failure::Redirect, "redirect to another host"},
                               {Failure::S400, "400"},
                               {Failure::S401, "401"},
                               {Failure::S403, "403"},
                               {Failure::S404, "404"},
                               {Failure::S409, "409"},
                               {Failure::S422, "422"},
                               {Failure::S429, "429"},
                               {Failure::S500, "500"},
                               {Failure::S503, "503"}};

int statusOf(Failure failure) {
  switch (failure) {
    case Failure::S400:
      return 400;
    case Failure::S401:
      return 401;
    case Failure::S403:
      return 403;
    case Failure::S404:
      return 404;
    case Failure::S409:
      return 409;
    case Failure::S422:
      return 422;
    case Failure::S429:
      return 429;
    case Failure::S500:
      return 500;
    case Failure::S503:
      return 503;
    default:
      return 0;
  }
}

// The promise, cell by cell.
enum class Promise {
  Repeated,     ///< three attempts, then the error itself; done at once when the failure heals
  Final,        ///< one attempt, the error itself
  Unconfirmed,  ///< one attempt, nobody knows
  Insisted,     ///< three attempts, then nobody knows; done when the failure heals
};

Promise promised(Failure failure, Nature nature, bool stripe) {
  const bool harmless =
      nature == Nature::Read || nature == Nature::AbsoluteWrite || (stripe && nature == Nature::KeyedWrite);
  switch (failure) {
    case Failure::Refused:
    case Failure::Unresolved:
    case Failure::Deaf:
    case Failure::S429:
      return Promise::Repeated;
    case Failure::BadCertificate:
    case Failure::Redirect:
    case Failure::S400:
    case Failure::S401:
    case Failure::S403:
    case Failure::S404:
    case Failure::S422:
      return Promise::Final;
    case Failure::S409:  // Stripe: a twin with the same key is at work
      return harmless && nature != Nature::Read ? Promise::Repeated : Promise::Final;
    default:
      if (nature == Nature::Read) return Promise::Repeated;
      return harmless ? Promise::Insisted : Promise::Unconfirmed;
  }
}

ErrorKind kindOf(Failure failure) {
  switch (failure) {
    case Failure::Deaf:
    case Failure::Silent:
    case Failure::Dripping:
      return ErrorKind::Timeout;
    case Failure::S400:
    case Failure::S422:
      return ErrorKind::InvalidInput;
    case Failure::S401:
      return ErrorKind::Unauthorized;
    case Failure::S403:
      return ErrorKind::Forbidden;
    case Failure::S404:
      return ErrorKind::NotFound;
    case Failure::S409:
      return ErrorKind::Conflict;
    case Failure::S429:
      return ErrorKind::Busy;
    default:
      return ErrorKind::Unavailable;
  }
}

// The network client; hasty where the failure is that nothing ever comes.
class HastyClient final : public http::Client {
 public:
  explicit HastyClient(Failure failure) : hasty_(kindOf(failure) == ErrorKind::Timeout) {}
  http::Exchange exchange(const http::ClientRequest& request, const CancelToken& cancel) override {
    auto timed = request;
    timed.connectTimeoutMs = timed.answerTimeoutMs = hasty_ ? 80 : 20000;
    return inner_->exchange(timed, cancel);
  }

 private:
  bool hasty_;
  std::unique_ptr<http::Client> inner_ = http::makeNetworkClient();
};

const tests::SelfSigned& selfSigned() {
  static const auto identity = tests::makeSelfSigned();
  return identity;
}

// A provider that fails `times` times, then answers.
class FailingProvider {
 public:
  FailingProvider(Failure failure, int times)
      : failure_(failure), left_(times), server_([this](RawPeer& peer) { return serve(peer); }) {}
  [[nodiscard]] std::string base() const {
    if (failure_ == Failure::Refused) return "http://127.0.0.1:" + std::to_string(tests::closedPort());
    if (failure_ == Failure::Unresolved) return "https://provider.invalid";
    if (failure_ == Failure::Deaf) return "http://127.0.0.1:" + std::to_string(deaf_.port());
    if (failure_ == Failure::BadCertificate) return tls_.base();
    return server_.base();
  }
  /// Requests of which at least the head arrived.
  [[nodiscard]] int arrived() const { return arrived_ + static_cast<int>(tls_.received.size()); }
  /// Of the requests, how many differed from the first in their idempotency key.
  [[nodiscard]] int otherKeys() const { return otherKeys_; }
  [[nodiscard]] int strangers() const { return other_.connections(); }

 private:
  bool serve(RawPeer& peer) {
    const bool failing = left_ > 0;
    const auto request = failing && failure_ == Failure::DiesWhileSending ? peer.readHead() : peer.readRequest();
    if (request.empty()) return false;
    noteKey(tests::fieldOf(request, "Idempotency-Key"));
    if (failing) --left_;
    if (!failing) return peer.answer(200, "{}"), true;
    fail(peer);
    return false;
  }
  void noteKey(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    if (++arrived_ == 1) firstKey_ = key;
    otherKeys_ += key == firstKey_ ? 0 : 1;
  }
  void fail(RawPeer& peer) {
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    if (const int status = statusOf(failure_))
      return peer.answer(status, R"({"code":"X","error":{"code":"X"}})", "Connection: close\r\n");
    if (failure_ == Failure::DiesWhileSending) return peer.reset();
    if (failure_ == Failure::Silent) return peer.untilClosed();
    if (failure_ == Failure::Dripping) return peer.send(ok + "Content-Length: 9\r\n\r\n{"), peer.untilClosed();
    if (failure_ == Failure::BodyBreaksOff) return peer.send(ok + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"a");
    if (failure_ == Failure::ShortBody) return peer.send(ok + "Content-Length: 99\r\n\r\n{}");
    if (failure_ == Failure::NotJson) return peer.answer(200, "<html>log in</html>", "Connection: close\r\n");
    if (failure_ == Failure::Redirect)
      return peer.answer(302, "", "Connection: close\r\nLocation: " + other_.base() + "/\r\n");
  }

  Failure failure_;
  std::atomic<int> left_, arrived_ = 0, otherKeys_ = 0;
  std::mutex mutex_;
  std::string firstKey_;
  tests::DeafPort deaf_;
  tests::TlsServer tls_{selfSigned()};
  RawServer other_{[](RawPeer&) { return false; }};
  RawServer server_;
};

ApiRequest requestOf(Nature nature, bool large) {
  ApiRequest request;
  request.path = "/v1/refunds";
  request.what = "refund pay_made_up";
  if (nature == Nature::Read) return request;
  request.method = "POST";
  request.body = large ? std::string(std::size_t{24} << 20U, 'x') : "amount=1900";
  request.contentType = "application/x-www-form-urlencoded";
  if (nature == Nature::KeyedWrite) request.idempotencyKey = "refund-1";
  request.safeToRepeat = nature == Nature::AbsoluteWrite;
  return request;
}

struct Cell {
  Failure failure;
  Nature nature;
  bool stripe;
};

// Stripe's POST without a key of the caller's gets one for the call; a write without any is a DELETE there.
ApiRequest requestOf(const Cell& cell) {
  auto request = requestOf(cell.nature, cell.failure == Failure::DiesWhileSending);
  if (cell.stripe && cell.nature == Nature::BareWrite) request.method = "DELETE";
  return request;
}

Result<ApiAnswer> sent(const Cell& cell, const FailingProvider& provider) {
  static const std::string key = "a-key-of-the-test";
  HastyClient client(cell.failure);
  ManualClock clock({0});
  tests::NotedPatience patience(clock);
  const auto transport =
      makeTransport(client, cell.stripe ? stripeHabits(provider.base(), key) : dodoHabits(provider.base(), false, key),
                    {}, clock, &patience);
  return transport->send(requestOf(cell), {});
}

bool neverArrives(Failure failure) {
  return failure == Failure::Refused || failure == Failure::Unresolved || failure == Failure::Deaf ||
         failure == Failure::BadCertificate;
}

}  // namespace

Q_DECLARE_METATYPE(Cell)

class TestFailureTable : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_cell_ends_as_promised_data() { cells(); }
  void every_cell_ends_as_promised() {
    QFETCH(Cell, cell);
    if (cell.failure == Failure::BadCertificate && selfSigned().certificate.isNull()) QSKIP("openssl is not here");
    FailingProvider provider(cell.failure, 1000);
    const auto promise = promised(cell.failure, cell.nature, cell.stripe);
    const auto answer = sent(cell, provider);
    QVERIFY(!answer);
    const Error& error = answer.error();
    const bool unsure = promise == Promise::Unconfirmed || promise == Promise::Insisted;
    QVERIFY2(isUnconfirmed(error) == unsure, describe(error).c_str());
    QVERIFY2(error.kind == kindOf(cell.failure), describe(error).c_str());
    QVERIFY(!error.message.empty() && !error.hint.empty());
    const int attempts = promise == Promise::Repeated || promise == Promise::Insisted ? 3 : 1;
    QCOMPARE(provider.arrived(), neverArrives(cell.failure) ? 0 : attempts);
    QCOMPARE(provider.strangers(), 0);
    QCOMPARE(provider.otherKeys(), 0);
  }

  // One failure, then all is well: what may be repeated succeeds, the rest has left once and no more.
  void what_heals_is_done_once_or_left_alone_data() { cells(); }
  void what_heals_is_done_once_or_left_alone() {
    QFETCH(Cell, cell);
    if (neverArrives(cell.failure)) return;
    FailingProvider provider(cell.failure, 1);
    const auto promise = promised(cell.failure, cell.nature, cell.stripe);
    const bool repeated = promise == Promise::Repeated || promise == Promise::Insisted;
    const auto answer = sent(cell, provider);
    QCOMPARE(answer.has_value(), repeated);
    QCOMPARE(provider.arrived(), repeated ? 2 : 1);
  }

 private:
  static void cells() {
    QTest::addColumn<Cell>("cell");
    const std::pair<Nature, const char*> natures[] = {{Nature::Read, "read"},
                                                      {Nature::KeyedWrite, "write with a key"},
                                                      {Nature::BareWrite, "write without"},
                                                      {Nature::AbsoluteWrite, "write that may be said again"}};
    for (const auto& [failure, name] : kFailures)
      for (const auto& [nature, word] : natures)
        for (const bool stripe : {true, false})
          QTest::addRow("%s, %s, %s", name, word, stripe ? "Stripe" : "Dodo") << Cell{failure, nature, stripe};
  }
};

QTEST_GUILESS_MAIN(TestFailureTable)
#include "tst_failuretable.moc"
