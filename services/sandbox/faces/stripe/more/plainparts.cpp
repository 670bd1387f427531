#include "sandbox/faces/stripe/more/plainparts.h"

#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

std::string plainText(const QJsonObject& object, const char* key) {
  return object.value(QLatin1String(key)).toString().toStdString();
}

std::vector<std::string> namesIn(std::string_view names) {
  std::vector<std::string> out;
  while (!names.empty()) {
    const auto space = names.find(' ');
    if (space != 0) out.emplace_back(names.substr(0, space));
    names.remove_prefix(space == std::string_view::npos ? names.size() : space + 1);
  }
  return out;
}

void layMetadata(const Reader& in, QJsonObject& object) {
  Metadata metadata;
  const QJsonObject before = object.value(QLatin1String("metadata")).toObject();
  for (auto entry = before.begin(); entry != before.end(); ++entry)
    metadata[entry.key().toStdString()] = entry.value().toString().toStdString();
  in.into("metadata", metadata);
  object.insert(QLatin1String("metadata"), js(metadata));
}

// A parameter's text in the type that the field has already.
QJsonValue inTypeOf(const QJsonValue& before, const QJsonValue& given) {
  if (!given.isString()) return given;
  bool whole = false;
  const qint64 number = given.toString().toLongLong(&whole);
  if (before.isDouble() && whole) return number;
  if (before.isDouble()) return given.toString().toDouble();
  return given;
}

QJsonValue merged(const QJsonValue& before, const QJsonValue& given) {
  if (!before.isObject() || !given.isObject()) return inTypeOf(before, given);
  QJsonObject out = before.toObject();
  const QJsonObject over = given.toObject();
  for (auto field = over.begin(); field != over.end(); ++field)
    out.insert(field.key(), merged(out.value(field.key()), field.value()));
  return out;
}

}  // namespace

void layParameters(const Reader& in, std::string_view names, QJsonObject& object) {
  for (const std::string& name : namesIn(names)) {
    const Param* param = in.params().find(name);
    if (!param) continue;
    const QString key = qtext(name);
    if (name == "metadata")
      layMetadata(in, object);
    else
      object.insert(key, merged(object.value(key), jsonOf(*param)));
  }
}

QJsonObject plainFrom(Request& r, const char* kind, const std::string& prefix, std::string_view names) {
  QJsonObject object = shape(kind);
  object.insert(QLatin1String("id"), qtext(r.ledger.newId(prefix)));
  for (const char* time : {"created", "updated"})
    if (object.contains(QLatin1String(time))) object.insert(QLatin1String(time), js(r.engine.now()));
  layParameters(r.in(), names, object);
  return object;
}

Reply keepPlain(Request& r, const QJsonObject& object, const std::string& type) {
  const auto id = plainText(object, "id");
  r.ledger.plain.add(Plain{id, plainText(object, "object"), textOf(object), r.engine.now()});
  if (!type.empty()) r.engine.tellPlain(type, id);
  return object;
}

Reply changePlain(Request& r, const QJsonObject& object, const std::string& type) {
  const auto id = plainText(object, "id");
  auto* kept = r.ledger.plain.find(id);
  if (!kept) return keepPlain(r, object, type);
  kept->body = textOf(object);
  r.ledger.plain.touch(id);
  if (!type.empty()) r.engine.tellPlain(type, id);
  return object;
}

std::optional<QJsonObject> plainNamed(Request& r, const std::string& kind) {
  const auto* kept = r.ledger.plain.find(r.id());
  if (kept && kept->kind == kind) return objectFrom(kept->body);
  if (!r.problem) r.problem = noSuch(kind, r.id(), "id");
  return std::nullopt;
}

void servePlain(Desk& desk, const std::string& path, const std::string& kind, const std::string& filters) {
  desk.objects.add(kind, [&desk, kind](const std::string& id) -> std::optional<QJsonObject> {
    const auto* kept = desk.ledger.plain.find(id);
    return kept && kept->kind == kind ? std::optional<QJsonObject>(objectFrom(kept->body)) : std::nullopt;
  });
  addGet(desk, path + "/{id}", kind);
  desk.routes.addList(path, filters, [kind, filters](Request& r) {
    const auto wanted = namesIn(filters);
    const auto keep = [&](const Plain& plain) {
      if (plain.kind != kind) return false;
      const QJsonObject object = objectFrom(plain.body);
      return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
        const auto* given = r.in().params().find(name);
        return !given || object.value(qtext(name)) == inTypeOf(object.value(qtext(name)), jsonOf(*given));
      });
    };
    return listed(r, r.ledger.plain, kind, keep, [](const Plain& plain) { return objectFrom(plain.body); });
  });
}

}  // namespace billing::sandbox::stripe
