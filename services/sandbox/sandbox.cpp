#include "sandbox/sandbox.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "http/answertext.h"
#include "sandbox/server/door.h"
#include "sandbox/server/workshop.h"

namespace billing::sandbox {
namespace {

using SandboxSteady = std::chrono::steady_clock;

Outcome notSaved(const Error& error) {
  return {{500, http::errorAnswer(500, error.code, describe(error)).body, "application/json", {}}, false, {}, 0};
}

}  // namespace

// One thread does everything in the order in which it came; what gathers meanwhile is saved by one commit.
class Sandbox::Impl {
 public:
  Impl(SandboxOptions options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}
  ~Impl() { stop(); }

  Result<std::uint16_t> start();
  void stop();
  [[nodiscard]] SandboxStatus status() const;
  [[nodiscard]] Instant now() const { return {clock_.now().ms + ahead_.load()}; }
  Result<Instant> advanceTo(Instant to);
  void post(std::function<void(Workshop&)> work);
  bool settle(int timeoutMs);

 private:
  using Work = std::function<void(Workshop&)>;
  // A call that has been answered but not saved yet, or whose answer is late on purpose.
  struct Answered {
    http::Reply reply;
    Outcome outcome;
    SandboxSteady::time_point due;
  };
  // What advanceTo waits for.
  struct Advance {
    std::optional<Result<Instant>> outcome;
    bool abandoned = false;
  };
  void run(std::promise<Result<void>> opened);
  Result<std::uint16_t> open();
  void close();
  void end();
  bool waitForWork(const Workshop& workshop, std::vector<Work>& batch);
  void doBatch(Workshop& workshop, std::vector<Work>& batch);
  void sendWhatIsDue();
  void tellStatus(const Workshop& workshop);
  void tellClock(const Workshop& workshop);

  SandboxOptions options_;
  const Clock& clock_;
  std::mutex lifecycle_;  // one starts or stops at a time
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Work> queue_;
  bool alive_ = false, stopping_ = false, quiet_ = true;  // alive_: the thread will do what is posted
  SandboxStatus status_;
  std::atomic<std::int64_t> ahead_{0};
  std::thread thread_;
  std::vector<Answered> answered_, late_;  // of the sandbox's thread
  std::string problem_;                    // likewise
  std::unique_ptr<Door> door_;
  std::unique_ptr<http::Server> server_;
};

Result<std::uint16_t> Sandbox::Impl::start() {
  const std::scoped_lock one(lifecycle_);
  if (thread_.joinable()) return status().port;
  return open();
}

void Sandbox::Impl::stop() {
  const std::scoped_lock one(lifecycle_);
  close();
}

Result<std::uint16_t> Sandbox::Impl::open() {
  std::promise<Result<void>> opened;
  auto outcome = opened.get_future();
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = false;
    alive_ = true;
  }
  thread_ = std::thread([this, promise = std::move(opened)]() mutable { run(std::move(promise)); });
  if (auto open = outcome.get(); !open) {
    end();
    return failure(open.error());
  }
  door_ = std::make_unique<Door>([this](Call call, http::Reply reply) {
    post([this, call = std::move(call), reply = std::move(reply)](Workshop& workshop) {
      answered_.push_back({reply, workshop.answer(call), {}});
    });
  });
  server_ = std::make_unique<http::Server>(Door::limits(), *door_);
  auto port = server_->start(options_.port);
  if (!port) {
    close();
    return port;
  }
  const std::scoped_lock lock(mutex_);
  status_.running = true;
  status_.port = *port;
  return port;
}

void Sandbox::Impl::close() {
  constexpr int graceMs = 500;
  if (server_) server_->stop(graceMs);
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    status_.running = false;
  }
  woken_.notify_all();
  end();
  server_.reset();
}

// Whoever still waits for the thread learns that nobody comes any more.
void Sandbox::Impl::end() {
  if (thread_.joinable()) thread_.join();
  {
    const std::scoped_lock lock(mutex_);
    alive_ = false;
  }
  woken_.notify_all();
}

SandboxStatus Sandbox::Impl::status() const {
  const std::scoped_lock lock(mutex_);
  return status_;
}

void Sandbox::Impl::post(Work work) {
  {
    const std::scoped_lock lock(mutex_);
    queue_.push_back(std::move(work));
  }
  woken_.notify_all();
}

Result<Instant> Sandbox::Impl::advanceTo(Instant to) {
  const auto stopped = failure(ErrorKind::Unavailable, "sandbox_stopped", "The sandbox is not running");
  const auto advance = std::make_shared<Advance>();
  std::unique_lock lock(mutex_);
  if (!status_.running) return stopped;
  queue_.push_back([this, advance, to](Workshop& workshop) {
    if (const std::scoped_lock held(mutex_); advance->abandoned) return;
    auto now = workshop.advance(to);
    tellClock(workshop);
    if (auto saved = workshop.save(); now && !saved) now = failure(saved.error());
    tellStatus(workshop);  // who waited may ask at once
    {
      const std::scoped_lock held(mutex_);
      advance->outcome = std::move(now);
    }
    woken_.notify_all();
  });
  woken_.notify_all();
  woken_.wait(lock, [&] { return advance->outcome || !alive_; });
  advance->abandoned = !advance->outcome;
  return advance->outcome ? *advance->outcome : stopped;
}

void Sandbox::Impl::run(std::promise<Result<void>> opened) {
  const auto workshop = Workshop::open(
      options_, clock_, [this](std::function<void()> call) { post([call = std::move(call)](Workshop&) { call(); }); });
  if (!workshop) return opened.set_value(failure(workshop.error()));
  ahead_ = (*workshop)->aheadMs();
  if (options_.onClock) options_.onClock(ahead_);
  tellStatus(**workshop);
  opened.set_value({});
  for (std::vector<Work> batch; waitForWork(**workshop, batch); batch.clear()) doBatch(**workshop, batch);
}

void Sandbox::Impl::tellClock(const Workshop& workshop) {
  const std::int64_t ahead = workshop.aheadMs();
  if (ahead_.exchange(ahead) != ahead && options_.onClock) options_.onClock(ahead);
}

// False when it is time to end and nothing is left to do.
bool Sandbox::Impl::waitForWork(const Workshop& workshop, std::vector<Work>& batch) {
  constexpr std::int64_t tickMs = 1000, retryMs = 1000;
  for (;;) {
    // The machine's clock may be moved too, so it is asked again now and then. What could not be done is tried again,
    // but not without a break.
    const std::int64_t dueMs = problem_.empty() ? workshop.msUntilDue() : retryMs;
    const bool soon = dueMs >= 0 && dueMs <= tickMs;
    auto until = SandboxSteady::now() + std::chrono::milliseconds(soon ? dueMs : tickMs);
    for (const Answered& one : late_) until = std::min(until, one.due);
    std::unique_lock lock(mutex_);
    const bool posted = woken_.wait_until(lock, until, [this] { return stopping_ || !queue_.empty(); });
    batch.swap(queue_);
    if (posted || soon || !late_.empty()) return !stopping_ || !batch.empty();
  }
}

void Sandbox::Impl::doBatch(Workshop& workshop, std::vector<Work>& batch) {
  const auto caughtUp = workshop.catchUp();
  problem_ = caughtUp ? std::string() : describe(caughtUp.error());
  for (const Work& work : batch) work(workshop);
  tellClock(workshop);
  const auto saved = workshop.save();
  for (Answered& one : answered_) {
    if (!saved) one.outcome = notSaved(saved.error());
    one.due = SandboxSteady::now() + std::chrono::milliseconds(one.outcome.delayMs);
    late_.push_back(std::move(one));
  }
  answered_.clear();
  sendWhatIsDue();
  if (saved) workshop.deliver();
  tellStatus(workshop);
}

void Sandbox::Impl::sendWhatIsDue() {
  const auto now = SandboxSteady::now();
  std::erase_if(late_, [&](Answered& one) {
    const bool due = one.due <= now;
    if (due) sendOutcome(one.reply, std::move(one.outcome));
    return due;
  });
}

void Sandbox::Impl::tellStatus(const Workshop& workshop) {
  {
    const std::scoped_lock lock(mutex_);
    workshop.fillStatus(status_);
    status_.problem = problem_;
    quiet_ = workshop.quiet();
  }
  woken_.notify_all();
}

bool Sandbox::Impl::settle(int timeoutMs) {
  auto passed = std::make_shared<bool>(false);  // all that was posted before has been done
  post([this, passed](Workshop&) {
    const std::scoped_lock lock(mutex_);
    *passed = true;
  });
  std::unique_lock lock(mutex_);
  return woken_.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                         [&] { return *passed && quiet_ && queue_.empty(); });
}

Sandbox::Sandbox(SandboxOptions options, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), clock)) {}
Sandbox::~Sandbox() = default;
Result<std::uint16_t> Sandbox::start() {
  return impl_->start();
}
void Sandbox::stop() {
  impl_->stop();
}
SandboxStatus Sandbox::status() const {
  return impl_->status();
}
Instant Sandbox::now() const {
  return impl_->now();
}
Result<Instant> Sandbox::advanceTo(Instant to) {
  return impl_->advanceTo(to);
}
void Sandbox::deliverTo(std::string url, std::string dodoSecret, std::string stripeSecret, std::string hmacHeader) {
  impl_->post([url = std::move(url), dodo = std::move(dodoSecret), stripe = std::move(stripeSecret),
               header = std::move(hmacHeader)](Workshop& shop) { shop.deliverTo(url, dodo, stripe, header); });
}
bool Sandbox::settle(int timeoutMs) {
  return impl_->settle(timeoutMs);
}

}  // namespace billing::sandbox
