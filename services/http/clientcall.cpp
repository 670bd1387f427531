#include "http/clientcall.h"

#include <QSslError>
#include <array>
#include <utility>

namespace billing::http {
namespace {

// How often the token is looked at; a withdrawal must end the call within 100 ms.
constexpr int kLookAtTokenMs = 40;

bool hasField(const Fields& fields, std::string_view name) {
  for (const auto& field : fields)
    if (equalsIgnoringCase(field.name, name)) return true;
  return false;
}

void addField(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ").append(value).append("\r\n");
}

bool carriesBody(const ClientRequest& request) {
  return !request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
}

}  // namespace

ClientCall::ClientCall(const ClientRequest& request, ClientAddress address, const CancelToken& cancel)
    : request_(request),
      address_(std::move(address)),
      cancel_(cancel),
      reader_(request.method == "HEAD", request.answerLimit) {}

Exchange ClientCall::run() {
  since_.start();
  ticker_.setInterval(kLookAtTokenMs);
  QObject::connect(&ticker_, &QTimer::timeout, &loop_, [this] { tick(); });
  ticker_.start();
  if (mayUseIdle()) socket_ = idleSocket(address_);
  const bool connected = socket_ != nullptr;
  if (!connected) socket_ = freshSocket(address_);
  watch();
  if (connected)
    sendRequest();
  else
    begin();
  if (!over_) loop_.exec(QEventLoop::ExcludeUserInputEvents);
  socket_->disconnect(&loop_);
  exchange_.reached = stage_;
  if (reader_.reusable() && !exchange_.error && socket_->state() == QAbstractSocket::ConnectedState)
    keepIdle(address_, std::move(socket_));
  else
    socket_->abort();
  return std::move(exchange_);
}

// A write never travels on a connection that the other side may be closing at this moment: nobody could tell whether
// it was read.
bool ClientCall::mayUseIdle() const {
  return request_.method == "GET" || request_.method == "HEAD";
}

void ClientCall::watch() {
  QSslSocket* socket = socket_.get();
  const auto ready = [this] { sendRequest(); };
  if (address_.tls)
    QObject::connect(socket, &QSslSocket::encrypted, &loop_, ready);
  else
    QObject::connect(socket, &QSslSocket::connected, &loop_, ready);
  QObject::connect(socket, &QSslSocket::bytesWritten, &loop_, [this] { written(); });
  QObject::connect(socket, &QSslSocket::encryptedBytesWritten, &loop_, [this] { written(); });
  QObject::connect(socket, &QSslSocket::readyRead, &loop_, [this] { read(); });
  QObject::connect(socket, &QSslSocket::errorOccurred, &loop_, [this](auto error) { failed(error); });
  QObject::connect(socket, &QSslSocket::disconnected, &loop_, [this] { ended(); });
  QObject::connect(socket, &QSslSocket::sslErrors, &loop_, [this](const QList<QSslError>& errors) {
    for (const auto& error : errors)
      tlsProblem_ += (tlsProblem_.isEmpty() ? QString() : QStringLiteral("; ")) + error.errorString();
  });
}

void ClientCall::begin() {
  if (address_.tls)
    socket_->connectToHostEncrypted(address_.host, address_.port);
  else
    socket_->connectToHost(address_.host, address_.port);
}

std::string ClientCall::requestText() const {
  std::string text = request_.method + ' ' + address_.target + " HTTP/1.1\r\n";
  text.reserve(text.size() + request_.body.size() + 1024);
  addField(text, "Host", address_.hostField);
  for (const auto& field : request_.fields) addField(text, field.name, field.value);
  if (!hasField(request_.fields, "User-Agent")) addField(text, "User-Agent", "BillingConsole");
  if (!hasField(request_.fields, "Accept-Encoding")) addField(text, "Accept-Encoding", "identity");
  if (carriesBody(request_)) addField(text, "Content-Length", std::to_string(request_.body.size()));
  return text + "\r\n" + request_.body;
}

void ClientCall::sendRequest() {
  if (over_ || stage_ != Stage::Connect) return;
  stage_ = Stage::Send;
  since_.restart();
  const std::string text = requestText();
  socket_->write(text.data(), static_cast<qint64>(text.size()));
  socket_->flush();
}

void ClientCall::written() {
  if (stage_ == Stage::Send && socket_->bytesToWrite() == 0 && socket_->encryptedBytesToWrite() == 0)
    stage_ = Stage::Wait;
}

void ClientCall::read() {
  if (over_ || stage_ == Stage::Connect) return;
  const QByteArray bytes = socket_->readAll();
  reader_.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
  const auto state = reader_.state();
  if (reader_.hasHead()) stage_ = Stage::Body;
  if (state == AnswerReader::State::Complete) finish();
  if (state == AnswerReader::State::TooLarge)
    fail(ErrorKind::Internal, "answer_too_large", "The answer is larger than this program takes",
         "Ask for less at once", std::to_string(request_.answerLimit) + " bytes are the limit");
  if (state == AnswerReader::State::Broken) ended();
}

void ClientCall::finish() {
  stage_ = Stage::Done;
  over_ = true;
  exchange_.answer = reader_.answer();
  loop_.quit();
}

// Closed by the other side, or what came is no answer.
void ClientCall::ended() {
  if (over_ || stage_ == Stage::Connect) return;
  if (socket_->bytesAvailable() > 0) read();
  if (over_) return;
  reader_.end();
  if (reader_.state() == AnswerReader::State::Complete) return finish();
  fail(ErrorKind::Unavailable, "connection_lost", "The connection ended before the answer was complete",
       "Look at the provider whether it was done before trying again", reader_.fault());
}

void ClientCall::fail(ErrorKind kind, const char* code, const std::string& message, const std::string& hint,
                      const std::string& reason) {
  if (over_) return;
  over_ = true;
  if (stage_ == Stage::Body) exchange_.answer = reader_.answer();
  exchange_.error = Error{kind, code, message, reason, hint, false, {}};
  loop_.quit();
}

void ClientCall::failed(QAbstractSocket::SocketError error) {
  if (stage_ == Stage::Connect)
    connectFailed(error);
  else
    ended();
}

void ClientCall::connectFailed(QAbstractSocket::SocketError error) {
  const std::string host = address_.hostField, why = socket_->errorString().toStdString();
  if (error == QAbstractSocket::HostNotFoundError)
    return fail(ErrorKind::Unavailable, "cannot_resolve", "The name " + host + " cannot be found",
                "Check the network connection and the address", why);
  const bool tls = !tlsProblem_.isEmpty() || error == QAbstractSocket::SslHandshakeFailedError ||
                   error == QAbstractSocket::SslInternalError || error == QAbstractSocket::SslInvalidUserDataError;
  if (tls)
    return fail(ErrorKind::Unavailable, "tls_refused", "The certificate or encryption of " + host + " was not accepted",
                "Nothing was sent. Check the address, this computer's clock, and whether something intercepts the "
                "connection",
                tlsProblem_.isEmpty() ? why : tlsProblem_.toStdString());
  fail(ErrorKind::Unavailable, "cannot_connect", "No connection to " + host,
       "Check the network connection and try again", why);
}

void ClientCall::tick() {
  if (over_) return;
  if (cancel_.cancelled())
    return fail(
        ErrorKind::Cancelled, "cancelled", "The call was cancelled",
        stage_ == Stage::Connect ? "Nothing was sent" : "Look at the provider whether it was done before trying again");
  const int limit = stage_ == Stage::Connect ? request_.connectTimeoutMs : request_.answerTimeoutMs;
  if (since_.elapsed() >= limit) tooLate();
}

void ClientCall::tooLate() {
  const std::string seconds = std::to_string(since_.elapsed() / 1000) + " s";
  if (stage_ == Stage::Connect)
    return fail(ErrorKind::Timeout, "connect_timeout", "No connection to " + address_.hostField + " within " + seconds,
                "Check the network connection and try again");
  fail(ErrorKind::Timeout, "answer_timeout", "No complete answer from " + address_.hostField + " within " + seconds,
       "Look at the provider whether it was done before trying again");
}

}  // namespace billing::http
