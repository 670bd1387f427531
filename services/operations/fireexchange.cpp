#include "operations/fireexchange.h"

#include <QNetworkProxy>
#include <QTimer>

#include "operations/onceonlybody.h"

namespace billing::operations {
namespace {

constexpr int kGiveUpMs = 15'000;
constexpr qsizetype kMostAnswer = qsizetype{4} << 20;

Error unanswered(ErrorKind kind, const char* code, const QString& message, const char* hint = "") {
  return {kind, code, message.toStdString(), {}, hint, kind != ErrorKind::InvalidInput, {}};
}

}  // namespace

FireExchange::FireExchange(PreparedFire fire, QObject* parent) : QObject(parent), fire_(std::move(fire)) {}

QFuture<Result<FireOutcome>> FireExchange::start() {
  network_.setProxy(QNetworkProxy::NoProxy);
  QNetworkRequest request(fire_.url);
  request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
  request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
  request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
  request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
  request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
  for (const auto& [name, value] : fire_.headers) request.setRawHeader(name, value);
  promise_.start();
  clock_.start();
  request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
  reply_ = network_.post(request, new OnceOnlyBody(fire_.body, this));
  connect(reply_, &QNetworkReply::socketStartedConnecting, this, [this] { connectStartedMs_ = clock_.elapsed(); });
  connect(reply_, &QNetworkReply::requestSent, this, [this] { connectMs_ = clock_.elapsed() - connectStartedMs_; });
  connect(reply_, &QNetworkReply::readyRead, this, &FireExchange::onReadable);
  connect(reply_, &QNetworkReply::finished, this, &FireExchange::onFinished);
  QTimer::singleShot(kGiveUpMs, this, [this] { end(Ending::TimedOut); });
  return promise_.future();
}

void FireExchange::end(Ending ending) {
  if (ending_ != Ending::Natural || reply_->isFinished()) return;
  ending_ = ending;
  reply_->abort();
}

void FireExchange::onReadable() {
  answer_ += reply_->readAll();
  if (answer_.size() > kMostAnswer) end(Ending::TooLarge);
}

void FireExchange::onFinished() {
  if (ending_ == Ending::Natural) answer_ += reply_->readAll();
  promise_.addResult(outcome());
  promise_.finish();
  deleteLater();
}

Result<FireOutcome> FireExchange::outcome() const {
  const int status = reply_->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
  if (status == 0 || ending_ != Ending::Natural) return failure(whyNoAnswer());
  return FireOutcome{fire_.headers, fire_.body, status,          reply_->rawHeaderPairs(),
                     answer_,       connectMs_, clock_.elapsed()};
}

Error FireExchange::whyNoAnswer() const {
  const QString where = fire_.url.host() + QLatin1Char(':') + QString::number(fire_.url.port(80));
  switch (ending_) {
    case Ending::TimedOut:
      return unanswered(ErrorKind::Timeout, "no_answer", where + QStringLiteral(" did not answer within 15 seconds"));
    case Ending::TooLarge:
      return unanswered(ErrorKind::Unavailable, "answer_too_large",
                        where + QStringLiteral(" answered with more than 4 MiB"));
    case Ending::Natural:
      break;
  }
  if (reply_->error() == QNetworkReply::ConnectionRefusedError)
    return unanswered(ErrorKind::Unavailable, "nobody_listens", QStringLiteral("Nobody listens on ") + where,
                      "Start the listener, or check the port");
  if (reply_->error() == QNetworkReply::RemoteHostClosedError || reply_->error() == QNetworkReply::ContentReSendError)
    return unanswered(ErrorKind::Unavailable, "connection_closed",
                      where + QStringLiteral(" closed the connection without an answer"));
  return unanswered(ErrorKind::Unavailable, "bad_answer",
                    QStringLiteral("No answer from ") + where + QStringLiteral(": ") + reply_->errorString());
}

}  // namespace billing::operations
