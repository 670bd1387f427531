#include "http/answertext.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "support/jsonstring.h"

namespace billing::http {
namespace {

std::string_view reasonPhrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 402:
      return "Payment Required";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

}  // namespace

std::string answerText(const Answer& answer, bool keepAlive, bool withBody, std::string_view date) {
  std::string text;
  text.reserve(256 + answer.body.size());
  text.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(reasonPhrase(answer.status));
  const bool dated = std::ranges::any_of(answer.fields, [](const Field& field) { return field.name == "Date"; });
  if (!dated) text.append("\r\nDate: ").append(date);
  text.append("\r\nContent-Type: ").append(answer.contentType);
  text.append("\r\nContent-Length: ").append(std::to_string(answer.body.size()));
  text.append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
  for (const Field& field : answer.fields) text.append(field.name).append(": ").append(field.value).append("\r\n");
  if (!keepAlive) text.append("Connection: close\r\n");
  text.append("\r\n");
  if (withBody) text.append(answer.body);
  return text;
}

Answer errorAnswer(int status, std::string_view code, std::string_view message, Fields fields) {
  std::string body = R"({"error":{"code":)";
  appendJsonString(body, code);
  body.append(R"(,"message":)");
  appendJsonString(body, message);
  body.append("}}\n");
  return {status, std::move(body), std::move(fields)};
}

std::string httpDate(std::int64_t secondsSince1970) {
  using namespace std::chrono;
  static constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds time{seconds{secondsSince1970}};
  const auto day = floor<std::chrono::days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", days[weekday{day}.c_encoding()],
                static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace billing::http
