#include "sandbox/faces/stripe/listing.h"

#include <QRegularExpression>
#include <QVariant>
#include <algorithm>

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t mostPerPage = 100;

std::size_t limitOf(const Reader& in) {
  const auto limit = in.integer("limit").value_or(10);
  if (limit < 1)
    in.refuse(invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer"));
  if (limit > mostPerPage)
    in.refuse(invalid("This value must be less than or equal to 100.", "limit", "parameter_invalid_integer"));
  return static_cast<std::size_t>(std::clamp<std::int64_t>(limit, 1, mostPerPage));
}

void readCreated(const Reader& in, PageOf& page) {
  const auto* created = in.params().find("created");
  if (created && created->inner.empty()) {
    page.since = page.until = in.time("created");
    return;
  }
  const auto range = in.at("created");
  page.since = range.time("gte");
  page.sinceAfter = range.time("gt");
  page.until = range.time("lte");
  page.untilBefore = range.time("lt");
}

// email, metadata["key"], with : ~ < > <= >= and a quoted or bare value.
const QRegularExpression& searchTerm() {
  static const QRegularExpression term(QStringLiteral(
      R"(\s*(-?)([\w.]+)(?:\[(["'])(.*?)\3\])?\s*(:|~|>=|<=|>|<)\s*(?:(["'])(.*?)(?<!\\)\6|([^\s"']+))\s*(AND\b|and\b|OR\b|or\b|$))"));
  return term;
}

QString searchedText(const QJsonObject& object, const QRegularExpressionMatch& term) {
  QJsonValue value = object;
  for (const auto& part : term.captured(2).split(u'.')) value = value.toObject().value(part);
  if (!term.captured(4).isEmpty()) value = value.toObject().value(term.captured(4));
  return value.isObject() ? value.toObject().value(QLatin1String("id")).toString() : value.toVariant().toString();
}

bool termHolds(const QJsonObject& object, const QRegularExpressionMatch& term) {
  const auto is = searchedText(object, term);
  const auto wanted = term.captured(6).isEmpty() ? term.captured(8) : term.captured(7);
  const auto sign = term.captured(5);
  if (sign == QLatin1String(":"))
    return wanted == QLatin1String("null") ? is.isEmpty() : is.compare(wanted, Qt::CaseInsensitive) == 0;
  if (sign == QLatin1String("~")) return is.contains(wanted, Qt::CaseInsensitive);
  const auto a = is.toLongLong(), b = wanted.toLongLong();
  if (sign == QLatin1String(">")) return a > b;
  if (sign == QLatin1String("<")) return a < b;
  return sign == QLatin1String(">=") ? a >= b : a <= b;
}

}  // namespace

bool PageOf::contains(Instant created) const {
  const auto at = Instant::fromSeconds(created.seconds());
  return (!since || at >= *since) && (!sinceAfter || at > *sinceAfter) && (!until || at <= *until) &&
         (!untilBefore || at < *untilBefore);
}

PageOf pageOf(Request& r) {
  const auto in = r.in();
  PageOf page;
  page.limit = limitOf(in);
  page.after = in.text("starting_after");
  page.before = in.text("ending_before");
  readCreated(in, page);
  if (!page.after.empty() && !page.before.empty())
    in.refuse(invalid("You may only specify one of these parameters: ending_before, starting_after.", "ending_before",
                      "parameters_exclusive"));
  return page;
}

std::string pathOf(const Request& r) {
  return r.call.path;
}

Reply listedWhole(Request& r, const QJsonArray& all) {
  const auto page = pageOf(r);
  if (r.problem) return r.refused();
  const auto idAt = [&](qsizetype i) { return all.at(i).toObject().value(QLatin1String("id")).toString(); };
  qsizetype first = 0, end = all.size();
  for (qsizetype i = 0; i < all.size(); ++i) {
    if (!page.after.empty() && idAt(i) == qtext(page.after)) first = i + 1;
    if (!page.before.empty() && idAt(i) == qtext(page.before)) end = i;
  }
  const auto limit = static_cast<qsizetype>(page.limit);
  const bool more = end - first > limit;
  if (more && !page.before.empty()) first = end - limit;
  QJsonArray data;
  for (auto i = first; i < end && data.size() < limit; ++i) data.append(all.at(i));
  return Json("list")("data", data)("has_more", more)("url", pathOf(r));
}

std::optional<bool> meets(const QJsonObject& object, const std::string& query) {
  const auto text = qtext(query);
  qsizetype at = 0;
  std::optional<bool> holds;
  bool anyOf = false;
  while (at < text.size()) {
    const auto term =
        searchTerm().match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (!term.hasMatch() || term.capturedEnd() == at) return std::nullopt;
    const bool here = termHolds(object, term) != (term.captured(1) == QLatin1String("-"));
    holds = !holds ? here : anyOf ? *holds || here : *holds && here;
    anyOf = term.captured(9).compare(QLatin1String("or"), Qt::CaseInsensitive) == 0;
    at = term.capturedEnd();
  }
  return holds;
}

}  // namespace billing::sandbox::stripe
