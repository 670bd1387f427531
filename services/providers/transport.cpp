#include "providers/transport.h"

#include <QRandomGenerator>
#include <QUuid>
#include <algorithm>
#include <chrono>
#include <mutex>
#include <thread>

#include "providers/calls/callerrors.h"
#include "providers/calls/retryrules.h"
#include "providers/calls/serverdate.h"
#include "support/redaction.h"

namespace billing::providers {
namespace {

// A token can only be looked at, not waited for.
class RealPatience final : public Patience {
 public:
  bool wait(std::int64_t ms, const CancelToken& cancel) override {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
    while (!cancel.cancelled() && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(
          std::chrono::milliseconds(40), end - std::chrono::steady_clock::now()));
    return !cancel.cancelled();
  }
};

// A place where all threads of a transport learn that the provider wants to be left alone.
class LeftAlone {
 public:
  void until(Instant then) {
    const std::lock_guard lock(mutex_);
    then_ = std::max(then_, then);
  }
  [[nodiscard]] std::int64_t leftMs(Instant now) const {
    const std::lock_guard lock(mutex_);
    return std::max<std::int64_t>(0, then_.ms - now.ms);
  }

 private:
  mutable std::mutex mutex_;
  Instant then_;
};

class HttpTransport final : public Transport {
 public:
  HttpTransport(http::Client& client, Habits habits, TransportLimits limits, const Clock& clock, Patience* patience)
      : client_(client),
        habits_(std::move(habits)),
        limits_(limits),
        clock_(clock),
        patience_(patience != nullptr ? *patience : realPatience_) {}

  Result<ApiAnswer> send(const ApiRequest& request, const CancelToken& cancel) override;
  std::string base() const override { return habits_.base; }

 private:
  friend class Sending;
  http::Client& client_;
  Habits habits_;
  TransportLimits limits_;
  const Clock& clock_;
  RealPatience realPatience_;
  Patience& patience_;
  LeftAlone leftAlone_;
};

// One call with its repetitions.
class Sending {
 public:
  Sending(HttpTransport& transport, const ApiRequest& request, const CancelToken& cancel);
  Result<ApiAnswer> run();

 private:
  [[nodiscard]] bool keyHelps() const;
  [[nodiscard]] http::ClientRequest wired() const;
  [[nodiscard]] bool waitForTurn();
  [[nodiscard]] std::optional<bool> advice() const;
  [[nodiscard]] ApiAnswer good() const;
  [[nodiscard]] Error error() const;
  [[nodiscard]] std::int64_t waitMs(int done) const;
  void heedLimits();
  void rememberWrite();
  [[nodiscard]] bool settled() const;
  [[nodiscard]] tl::unexpected<Error> ended(Error error) const;
  [[nodiscard]] tl::unexpected<Error> cancelled() const;
  [[nodiscard]] Error saying(Error error, std::int64_t waitMs) const;

  HttpTransport& transport_;
  const ApiRequest& request_;
  const CancelToken& cancel_;
  const Habits& habits_;
  const CallNature nature_;
  http::Exchange exchange_;
  bool maybeDone_ = false;  ///< a write of which some attempt may have been carried out
};

CallNature natureOf(const ApiRequest& request, bool keyHonoured) {
  const bool read = request.method == "GET" || request.method == "HEAD";
  return {read, keyHonoured || request.safeToRepeat, request.accept == "application/json"};
}

Sending::Sending(HttpTransport& transport, const ApiRequest& request, const CancelToken& cancel)
    : transport_(transport),
      request_(request),
      cancel_(cancel),
      habits_(transport.habits_),
      nature_(natureOf(request, keyHelps())) {}

bool Sending::keyHelps() const {
  return habits_.honoursIdempotencyKeys && !request_.idempotencyKey.empty() && request_.method == "POST";
}

http::ClientRequest Sending::wired() const {
  http::ClientRequest wire;
  wire.method = request_.method;
  wire.body = request_.body;
  wire.url = request_.url;
  if (wire.url.empty()) {
    wire.url = habits_.base + request_.path + (request_.query.empty() ? "" : '?' + request_.query);
    wire.fields = habits_.fields;
  }
  wire.fields.push_back({"Accept", request_.accept});
  if (!request_.contentType.empty()) wire.fields.push_back({"Content-Type", request_.contentType});
  if (keyHelps()) wire.fields.push_back({"Idempotency-Key", request_.idempotencyKey});
  return wire;
}

// False when cancelled meanwhile. A wait beyond all patience is not begun: then the provider says so itself.
bool Sending::waitForTurn() {
  const auto left = transport_.leftAlone_.leftMs(transport_.clock_.now());
  return left == 0 || left > transport_.limits_.longestWaitMs || transport_.patience_.wait(left, cancel_);
}

std::optional<bool> Sending::advice() const {
  const auto said = exchange_.answer ? exchange_.answer->field(habits_.shouldRetryField) : std::string();
  return said == "true" ? std::optional(true) : said == "false" ? std::optional(false) : std::nullopt;
}

ApiAnswer Sending::good() const {
  const auto& answer = *exchange_.answer;
  return {answer.status, answer.body, answer.field("Content-Type"), answer.field(habits_.requestIdField),
          answer.field("Date")};
}

Error Sending::error() const {
  const auto& answer = exchange_.answer;
  const bool told = answer && answer->status >= 300;
  Error error = told              ? habits_.errorOf(*answer, request_)
                : exchange_.error ? exchangeError(exchange_, request_)
                                  : notJsonError(*answer, request_);
  if (answer) error.requestId = answer->field(habits_.requestIdField);
  return error;
}

std::int64_t Sending::waitMs(int done) const {
  std::optional<std::int64_t> asked;
  if (exchange_.answer) asked = retryAfterMs(*exchange_.answer, transport_.clock_.now());
  if (!asked && exchange_.answer) asked = rateLimitMs(*exchange_.answer, transport_.clock_.now());
  return asked.value_or(backoffMs(done, QRandomGenerator::global()->generateDouble()));
}

void Sending::rememberWrite() {
  const int status = exchange_.answer ? exchange_.answer->status : 0;
  const bool refused = status >= 300 && status < 500 && status != 408;
  if (!nature_.read && exchange_.reached != http::Stage::Connect && !refused) maybeDone_ = true;
}

// Whether this refusal is the outcome of the earlier attempts too. Otherwise one of them may have been done: without a
// key, the refusal may even be its echo.
bool Sending::settled() const {
  return keyHelps() && exchange_.answer && settlesEarlierAttempts(*exchange_.answer, habits_.requestIdField);
}

// When the provider wants to hear from us again; true for every thread that calls it.
void Sending::heedLimits() {
  if (!exchange_.answer) return;
  const Instant now = transport_.clock_.now();
  const auto limit = exchange_.answer->status == 429 ? retryAfterMs(*exchange_.answer, now) : std::nullopt;
  const auto alone = limit ? limit : rateLimitMs(*exchange_.answer, now);
  if (alone) transport_.leftAlone_.until({now.ms + *alone});
}

tl::unexpected<Error> Sending::ended(Error error) const {
  return failure(maybeDone_ ? unconfirmedError(error, request_) : std::move(error));
}

tl::unexpected<Error> Sending::cancelled() const {
  return ended({ErrorKind::Cancelled, "cancelled", "The call was cancelled", {}, "Nothing was done", false, {}});
}

Error Sending::saying(Error error, std::int64_t waitMs) const {
  const Instant then = Instant::fromSeconds(Instant{transport_.clock_.now().ms + waitMs + 999}.seconds());
  error.hint = "Try again in " + std::to_string((waitMs + 999) / 1000) + " s, at " + toIso8601(then);
  return error;
}

Result<ApiAnswer> Sending::run() {
  const http::ClientRequest wire = wired();
  for (int done = 1;; ++done) {
    if (!waitForTurn()) return cancelled();
    exchange_ = transport_.client_.exchange(wire, cancel_);
    const Verdict verdict = judge(exchange_, nature_, advice());
    heedLimits();
    if (verdict == Verdict::Good) return good();
    rememberWrite();
    if (verdict == Verdict::Unconfirmed) return failure(unconfirmedError(error(), request_));
    if (verdict == Verdict::Refused) return settled() ? failure(error()) : ended(error());
    const auto wait = waitMs(done);
    if (wait > transport_.limits_.longestWaitMs) return ended(saying(error(), wait));
    if (done >= transport_.limits_.attempts) return ended(error());
    if (!transport_.patience_.wait(wait, cancel_)) return cancelled();
  }
}

// Whatever an error quotes, the key is not in it.
Error withoutKey(Error error, const http::Fields& fields) {
  constexpr std::size_t shortestKey = 6;
  for (std::string* text : {&error.code, &error.message, &error.reason, &error.hint, &error.requestId}) {
    for (const auto& field : fields) {
      const std::string key = field.value.substr(field.value.rfind(' ') + 1);
      if (!isCredentialHeader(field.name) || key.size() < shortestKey) continue;
      for (auto at = text->find(key); at != std::string::npos; at = text->find(key)) text->replace(at, key.size(), "…");
    }
    *text = redact(*text);
  }
  return error;
}

Result<ApiAnswer> HttpTransport::send(const ApiRequest& request, const CancelToken& cancel) {
  // Without the slash, a path could change the host: "@example.com".
  if (request.url.empty() && !request.path.starts_with('/'))
    return failure(ErrorKind::InvalidInput, "bad_path", "A path must begin with a slash");
  ApiRequest keyed = request;
  // Stripe takes a key with every POST; one for the call makes its repetitions harmless.
  if (keyed.idempotencyKey.empty() && habits_.honoursIdempotencyKeys && keyed.method == "POST")
    keyed.idempotencyKey = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
  auto answer = Sending(*this, keyed, cancel).run();
  if (!answer) return failure(withoutKey(std::move(answer.error()), habits_.fields));
  return answer;
}

}  // namespace

bool isUnconfirmed(const Error& error) {
  return error.code == kUnconfirmed;
}

std::unique_ptr<Transport> makeTransport(http::Client& client, Habits habits, TransportLimits limits,
                                         const Clock& clock, Patience* patience) {
  return std::make_unique<HttpTransport>(client, std::move(habits), limits, clock, patience);
}

}  // namespace billing::providers
