// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ReplyError.h"

#include <algorithm>
#include <array>

namespace spectrum::irc
{

namespace
{

struct Meaning {
    int numeric;
    ErrorKind kind;
};

// RFC 2812 §5.2, and what today's servers added. In ascending order.
constexpr std::array meanings{
    Meaning{263, ErrorKind::RateLimited},      Meaning{401, ErrorKind::NotFound},
    Meaning{402, ErrorKind::NotFound},         Meaning{403, ErrorKind::NotFound},
    Meaning{404, ErrorKind::NotAllowed},       Meaning{405, ErrorKind::Overloaded},
    Meaning{406, ErrorKind::NotFound},         Meaning{407, ErrorKind::InvalidInput},
    Meaning{408, ErrorKind::NotFound},         Meaning{411, ErrorKind::InvalidInput},
    Meaning{412, ErrorKind::InvalidInput},     Meaning{413, ErrorKind::InvalidInput},
    Meaning{414, ErrorKind::InvalidInput},     Meaning{415, ErrorKind::InvalidInput},
    Meaning{417, ErrorKind::TooLarge},         Meaning{421, ErrorKind::Unsupported},
    Meaning{431, ErrorKind::InvalidInput},     Meaning{432, ErrorKind::InvalidInput},
    Meaning{433, ErrorKind::NameInUse},        Meaning{435, ErrorKind::NotAllowed},
    Meaning{436, ErrorKind::NameInUse},        Meaning{437, ErrorKind::NameInUse},
    Meaning{438, ErrorKind::RateLimited},      Meaning{439, ErrorKind::RateLimited},
    Meaning{442, ErrorKind::NotInRoom},        Meaning{447, ErrorKind::NotAllowed},
    Meaning{461, ErrorKind::InvalidInput},     Meaning{463, ErrorKind::NotAllowed},
    Meaning{464, ErrorKind::WrongCredentials}, Meaning{465, ErrorKind::Banned},
    Meaning{466, ErrorKind::Banned},           Meaning{470, ErrorKind::NotAllowed},
    Meaning{471, ErrorKind::RoomFull},         Meaning{473, ErrorKind::MembersOnly},
    Meaning{474, ErrorKind::Banned},           Meaning{475, ErrorKind::PasswordRequired},
    Meaning{476, ErrorKind::InvalidInput},     Meaning{477, ErrorKind::NotAllowed},
    Meaning{479, ErrorKind::InvalidInput},     Meaning{480, ErrorKind::NotAllowed},
    Meaning{481, ErrorKind::NotAllowed},       Meaning{482, ErrorKind::NotAllowed},
    Meaning{484, ErrorKind::NotAllowed},       Meaning{489, ErrorKind::NotAllowed},
    Meaning{500, ErrorKind::RateLimited},      Meaning{511, ErrorKind::Overloaded},
    Meaning{520, ErrorKind::NotAllowed},       Meaning{531, ErrorKind::NotAllowed},
    Meaning{716, ErrorKind::NotAllowed},       Meaning{902, ErrorKind::WrongCredentials},
    Meaning{904, ErrorKind::WrongCredentials}, Meaning{905, ErrorKind::WrongCredentials},
    Meaning{906, ErrorKind::WrongCredentials},
};

} // namespace

Error replyError(int numeric, const QString &text)
{
    const auto found =
        std::lower_bound(meanings.begin(), meanings.end(), numeric,
                         [](const Meaning &meaning, int wanted) { return meaning.numeric < wanted; });
    const bool isKnown = found != meanings.end() && found->numeric == numeric;
    return {isKnown ? found->kind : ErrorKind::NotAllowed,
            text.isEmpty() ? QStringLiteral("The IRC server refused it.") : text.left(300),
            QStringLiteral("numeric %1").arg(numeric)};
}

} // namespace spectrum::irc
