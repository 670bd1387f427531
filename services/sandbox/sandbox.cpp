#include "sandbox/sandbox.h"

#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "http/answertext.h"
#include "sandbox/server/door.h"
#include "sandbox/server/workshop.h"

namespace billing::sandbox {
namespace {

using SandboxSteady = std::chrono::steady_clock;

// A call that has been answered but not saved yet, or whose answer is late on purpose.
struct Answered {
  http::Reply reply;
  Outcome outcome;
  SandboxSteady::time_point due;
};

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
  Result<Instant> advanceTo(Instant to);
  void post(std::function<void(Workshop&)> work);

 private:
  using Work = std::function<void(Workshop&)>;
  void run(std::promise<Result<void>> opened);
  bool waitForWork(const Workshop& workshop, std::vector<Work>& batch);
  void doBatch(Workshop& workshop, std::vector<Work>& batch);
  void sendWhatIsDue();
  void tellStatus(const Workshop& workshop);

  SandboxOptions options_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  std::vector<Work> queue_;
  bool stopping_ = false;
  SandboxStatus status_;
  std::thread thread_;
  std::vector<Answered> answered_, late_;  // of the sandbox's thread
  std::unique_ptr<Door> door_;
  std::unique_ptr<http::Server> server_;
};

Result<std::uint16_t> Sandbox::Impl::start() {
  std::promise<Result<void>> opened;
  auto outcome = opened.get_future();
  stopping_ = false;
  thread_ = std::thread([this, promise = std::move(opened)]() mutable { run(std::move(promise)); });
  if (auto open = outcome.get(); !open) {
    thread_.join();
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
    stop();
    return port;
  }
  const std::scoped_lock lock(mutex_);
  status_.running = true;
  status_.port = *port;
  return port;
}

void Sandbox::Impl::stop() {
  constexpr int graceMs = 500;
  if (server_) server_->stop(graceMs);
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    status_.running = false;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  server_.reset();
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
  auto moved = std::make_shared<std::promise<Result<Instant>>>();
  auto outcome = moved->get_future();
  {
    const std::scoped_lock lock(mutex_);
    if (!status_.running) return failure(ErrorKind::Unavailable, "sandbox_stopped", "The sandbox is not running");
    queue_.push_back([moved, to](Workshop& workshop) { moved->set_value(workshop.advance(to)); });
  }
  woken_.notify_all();
  return outcome.get();
}

void Sandbox::Impl::run(std::promise<Result<void>> opened) {
  const auto workshop = Workshop::open(options_, clock_);
  if (!workshop) return opened.set_value(failure(workshop.error()));
  tellStatus(**workshop);
  opened.set_value({});
  for (std::vector<Work> batch; waitForWork(**workshop, batch); batch.clear()) doBatch(**workshop, batch);
}

// False when it is time to end and nothing is left to do.
bool Sandbox::Impl::waitForWork(const Workshop& workshop, std::vector<Work>& batch) {
  constexpr std::int64_t longestMs = 3'600'000;
  const std::int64_t dueMs = workshop.msUntilDue();
  auto until = SandboxSteady::now() + std::chrono::milliseconds(dueMs < 0 ? longestMs : std::min(dueMs, longestMs));
  for (const Answered& one : late_) until = std::min(until, one.due);
  std::unique_lock lock(mutex_);
  woken_.wait_until(lock, until, [this] { return stopping_ || !queue_.empty(); });
  batch.swap(queue_);
  return !stopping_ || !batch.empty();
}

void Sandbox::Impl::doBatch(Workshop& workshop, std::vector<Work>& batch) {
  auto caughtUp = workshop.catchUp();
  for (const Work& work : batch) work(workshop);
  const auto saved = workshop.save();
  tellStatus(workshop);
  for (Answered& one : answered_) {
    if (!saved) one.outcome = notSaved(saved.error());
    one.due = SandboxSteady::now() + std::chrono::milliseconds(one.outcome.delayMs);
    late_.push_back(std::move(one));
  }
  answered_.clear();
  sendWhatIsDue();
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
  const std::scoped_lock lock(mutex_);
  workshop.fillStatus(status_);
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
Result<Instant> Sandbox::advanceTo(Instant to) {
  return impl_->advanceTo(to);
}

}  // namespace billing::sandbox
