// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says what stopped a component stream, in words that name the option to change.
#pragma once

#include <spectrum/Error.h>

namespace spectrum::xmpp
{

class Element;
struct ComponentOptions;

[[nodiscard]] Error explainConnection(const Error &error, bool neverConnected, const ComponentOptions &options);
[[nodiscard]] Error explainSilence(const ComponentOptions &options);
// For a <stream:error/> of the server (RFC 6120 §4.9.3).
[[nodiscard]] Error explainServerError(const Element &error, const ComponentOptions &options);

} // namespace spectrum::xmpp
