// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The one codec for every value that crosses a border: events, commands, accounts.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/Commands.h>
#include <spectrum/Events.h>
#include <spectrum/Export.h>
#include <spectrum/Result.h>

#include <QByteArray>

namespace spectrum::codec
{

// A frame holds the index of the alternative and its fields, each with its length, so that a reader skips
// fields that a newer writer added and keeps the defaults of fields that an older writer did not know.
// Decoding trusts nothing: a frame that is too short, too long or names an unknown alternative or enumerator
// is an Error of kind InvalidInput, and no more memory is taken than a small multiple of the frame's size.
// The largest frame is that of a room with everybody in it: 4 MiB hold 20,000 people with long names.
inline constexpr qsizetype maximumFrameSize = 4 * 1024 * 1024;

[[nodiscard]] SPECTRUM_SDK_EXPORT QByteArray encode(const Event &event);
// The frame of a command or an account may hold a secret: wipeFrame() it when it was passed on.
[[nodiscard]] SPECTRUM_SDK_EXPORT QByteArray encode(const Command &command);
[[nodiscard]] SPECTRUM_SDK_EXPORT QByteArray encode(const Account &account);

[[nodiscard]] SPECTRUM_SDK_EXPORT Result<Event> decodeEvent(QByteArrayView frame);
[[nodiscard]] SPECTRUM_SDK_EXPORT Result<Command> decodeCommand(QByteArrayView frame);
[[nodiscard]] SPECTRUM_SDK_EXPORT Result<Account> decodeAccount(QByteArrayView frame);

// Overwrites the frame's own buffer, unless somebody shares it, and empties it.
SPECTRUM_SDK_EXPORT void wipeFrame(QByteArray &frame);

} // namespace spectrum::codec
