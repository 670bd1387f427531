// What the test checkout shows: the form, how it ended, and what went wrong.
#pragma once

#include "localapi/apicall.h"
#include "localapi/pages/html.h"
#include "operations/checkouts/checkoutbook.h"

namespace billing::localapi {

/// The form with the test cards; with an error banner it is a 400.
[[nodiscard]] http::Answer openPage(const ApiCall& call, const operations::Checkout& checkout,
                                    Banner banner = Banner::None, const std::string& text = {});
/// Paid, declined or cancelled, with the way back.
[[nodiscard]] http::Answer closedPage(const operations::Checkout& checkout);
/// To the front end, or to closedPage where the session has no way back.
[[nodiscard]] http::Answer leave(const operations::Checkout& checkout);
[[nodiscard]] http::Answer problemPage(const Error& error);

}  // namespace billing::localapi
