// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says what is wrong with the header of a client's stream (RFC 6120 §4.7).
#pragma once

#include "ElementReader.h"
#include "StreamError.h"

#include <optional>

namespace spectrum::xmpp
{

[[nodiscard]] std::optional<StreamError> errorOfHeader(const ElementReader::Header &header,
                                                       const QString &domain);

} // namespace spectrum::xmpp
