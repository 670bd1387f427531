// A review desk in memory: what is said is there at once, refusals on demand.
#pragma once

#include <QMap>
#include <QPromise>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "operations/reviewdesk.h"
#include "support/instant.h"

namespace billing::test {

class FakeReviewDesk final : public operations::ReviewDesk {
 public:
  explicit FakeReviewDesk(const Clock& clock) : clock_(clock) {}

  QFuture<Result<operations::ReviewState>> state(operations::ReviewSubject subject, CancelToken) override {
    if (!holding) return QtFuture::makeReadyFuture(Result<operations::ReviewState>(of(subject)));
    return later(held, Result<operations::ReviewState>(of(subject)));
  }
  QFuture<Result<qint64>> addNote(operations::ReviewSubject subject, QString text, operations::Hand) override {
    if (refusal) return QtFuture::makeReadyFuture(Result<qint64>(failure(*refusal)));
    of(subject).notes.prepend({++lastNote, clock_.now().ms, QStringLiteral("ada"), text, false});
    Q_EMIT changed({subject});
    if (holding) return later(held, Result<qint64>(lastNote));
    return QtFuture::makeReadyFuture(Result<qint64>(lastNote));
  }
  QFuture<Result<void>> removeNote(qint64 note, operations::Hand) override {
    for (operations::ReviewState& said : states)
      for (qsizetype i = 0; i < said.notes.size(); ++i)
        if (said.notes.at(i).id == note) {
          said.notes.removeAt(i);
          Q_EMIT changed({said.subject});
          break;
        }
    return done();
  }
  QFuture<Result<void>> setFlag(QVector<operations::ReviewSubject> subjects, QString flag, operations::Hand) override {
    if (refusal) return QtFuture::makeReadyFuture(Result<void>(failure(*refusal)));
    for (const auto& subject : subjects) {
      of(subject).flag = flag;
      of(subject).flaggedBy = QStringLiteral("ada");
      of(subject).flaggedAt = clock_.now().ms;
    }
    Q_EMIT changed(subjects);
    return done();
  }
  QFuture<Result<void>> markReviewed(QVector<operations::ReviewSubject> subjects, bool reviewed,
                                     operations::Hand) override {
    if (refusal) return QtFuture::makeReadyFuture(Result<void>(failure(*refusal)));
    for (const auto& subject : subjects) {
      of(subject).reviewedAt = reviewed ? std::optional<qint64>(clock_.now().ms) : std::nullopt;
      of(subject).reviewedBy = reviewed ? QStringLiteral("ada") : QString();
      of(subject).changedSince = false;
    }
    Q_EMIT changed(subjects);
    return done();
  }

  operations::ReviewState& of(const operations::ReviewSubject& subject) {
    auto& said = states[subject.entity + u' ' + subject.externalId];
    said.subject = subject;
    return said;
  }
  QMap<QString, operations::ReviewState> states;
  std::optional<Error> refusal;  ///< of the next writes
  qint64 lastNote = 0;
  bool holding = false;  ///< states and added notes are answered by `answerHeld`
  std::vector<std::function<void()>> held;

  void answerHeld() {
    for (const auto& answer : std::exchange(held, {})) answer();
  }

 private:
  template <class T>
  static QFuture<T> later(std::vector<std::function<void()>>& held, const T& answer) {
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    held.push_back([promise, answer] {
      promise->addResult(answer);
      promise->finish();
    });
    return promise->future();
  }
  static QFuture<Result<void>> done() { return QtFuture::makeReadyFuture(Result<void>()); }
  const Clock& clock_;
};

}  // namespace billing::test
