#include "workspace/keyring.h"

#include <qt6keychain/keychain.h>

#include <QPromise>
#include <QUuid>

namespace billing::workspace {
namespace {

const auto service = QStringLiteral("billing-console");

template <class T>
QFuture<T> ready(T value) {
  QPromise<T> promise;
  promise.start();
  promise.addResult(std::move(value));
  promise.finish();
  return promise.future();
}

Error keyRingError(const QKeychain::Job& job) {
  return {ErrorKind::Unavailable,
          "key_ring_unavailable",
          "The desktop's key ring does not answer",
          job.errorString().toStdString(),
          "Unlock the key ring, or go on with secrets for this session only",
          true,
          {}};
}

// Starts a job and turns its end into a future; the job deletes itself.
template <class T, class JobType>
QFuture<Result<T>> run(JobType* job, std::function<Result<T>(JobType&)> result) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, result = std::move(result)] {
    promise->addResult(result(*job));
    promise->finish();
  });
  job->start();
  return promise->future();
}

class DesktopKeyRing final : public KeyRing {
 public:
  QFuture<Result<std::optional<std::string>>> read(const QString& entry) override {
    auto* job = new QKeychain::ReadPasswordJob(service);
    job->setKey(entry);
    return run<std::optional<std::string>, QKeychain::ReadPasswordJob>(
        job, [](QKeychain::ReadPasswordJob& done) -> Result<std::optional<std::string>> {
          if (done.error() == QKeychain::EntryNotFound) return std::optional<std::string>();
          if (done.error() != QKeychain::NoError) return failure(keyRingError(done));
          return std::optional<std::string>(done.textData().toStdString());
        });
  }

  QFuture<Result<void>> write(const QString& entry, const std::string& secret) override {
    auto* job = new QKeychain::WritePasswordJob(service);
    job->setKey(entry);
    job->setTextData(QString::fromStdString(secret));
    return run<void, QKeychain::WritePasswordJob>(job, [](QKeychain::WritePasswordJob& done) -> Result<void> {
      if (done.error() != QKeychain::NoError) return failure(keyRingError(done));
      return {};
    });
  }

  [[nodiscard]] QString description() const override { return QStringLiteral("Secrets are in the desktop's key ring"); }
};

}  // namespace

QFuture<Result<std::optional<std::string>>> SessionKeyRing::read(const QString& entry) {
  const auto found = secrets_.find(entry);
  return ready(Result<std::optional<std::string>>(found == secrets_.end() ? std::nullopt
                                                                          : std::optional<std::string>(found->second)));
}

QFuture<Result<void>> SessionKeyRing::write(const QString& entry, const std::string& secret) {
  secrets_[entry] = secret;
  return ready(Result<void>());
}

QString SessionKeyRing::description() const {
  return QStringLiteral("No key ring on this desktop: secrets are kept for this session only");
}

QFuture<std::shared_ptr<KeyRing>> openKeyRing() {
  auto desktop = std::make_shared<DesktopKeyRing>();
  const auto probe = QUuid::createUuid().toString(QUuid::WithoutBraces);
  const QString entry = QStringLiteral("probe/") + probe;
  return desktop->write(entry, probe.toStdString())
      .then([desktop, entry](Result<void> written) {
        return written ? desktop->read(entry) : ready(Result<std::optional<std::string>>(failure(written.error())));
      })
      .unwrap()
      .then([desktop, entry,
             expected = probe.toStdString()](Result<std::optional<std::string>> found) -> std::shared_ptr<KeyRing> {
        const bool works = found && *found == expected;
        if (!works) return std::make_shared<SessionKeyRing>();
        auto* cleanUp = new QKeychain::DeletePasswordJob(service);
        cleanUp->setKey(entry);
        cleanUp->start();
        return desktop;
      });
}

}  // namespace billing::workspace
