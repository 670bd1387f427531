#include "operations/checkouts/returnurl.h"

#include <QUrl>
#include <QUrlQuery>

namespace billing::operations {
namespace {

constexpr std::size_t longestUrl = 2000;

}  // namespace

Result<std::string> checkedReturnUrl(const std::string& url) {
  const QUrl parsed(QString::fromStdString(url), QUrl::StrictMode);
  const bool web = parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https");
  if (url.size() > longestUrl || !parsed.isValid() || !web || parsed.host().isEmpty() || !parsed.userInfo().isEmpty())
    return failure(ErrorKind::InvalidInput, "bad_return_url", "The return address cannot be used",
                   "It is not an absolute http or https address", "Send one like http://localhost:3000/billing");
  return parsed.toEncoded().toStdString();
}

std::string returnUrlFor(const std::string& url, const std::string& status) {
  if (status == "paid") return url;
  QUrl parsed(QString::fromStdString(url));
  QUrlQuery query(parsed);
  bool told = false;
  for (const auto* name : {"success", "upgraded"}) {
    if (!query.hasQueryItem(QLatin1String(name))) continue;
    query.removeAllQueryItems(QLatin1String(name));
    query.addQueryItem(QLatin1String(name), QStringLiteral("false"));
    told = true;
  }
  if (!told || query.hasQueryItem(QStringLiteral("payment"))) {
    query.removeAllQueryItems(QStringLiteral("payment"));
    query.addQueryItem(QStringLiteral("payment"), QString::fromStdString(status));
  }
  parsed.setQuery(query);
  return parsed.toEncoded().toStdString();
}

}  // namespace billing::operations
