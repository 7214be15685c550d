import type { ReactNode, SVGProps } from "react";

type IconProps = Omit<SVGProps<SVGSVGElement>, "children"> & { size?: number };

/** Line icons on a 20-unit grid; they only ever stand beside a word or carry a label of their button. */
function Icon({ size = 20, children, ...rest }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
    >
      {children}
    </svg>
  );
}

const handset =
  "M4.2 3.2 6.6 2.6l2 3.9-1.7 1.6a9.6 9.6 0 0 0 5 5l1.6-1.7 3.9 2-.6 2.4a2 2 0 0 1-2.1 1.5C8.5 16.6 3.4 11.5 2.7 5.300a2 2 0 0 1 1.5-2.100Z";

export const PhoneIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d={handset} />
  </Icon>
);

export const HangUpIcon = (p: IconProps) => (
  <Icon {...p}>
    <g transform="rotate(135 10 10)">
      <path d={handset} />
    </g>
  </Icon>
);

export const PauseIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M7 4.5v11M13 4.5v11" />
  </Icon>
);

export const PlayIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M6.5 4.200v11.600l9-5.800z" />
  </Icon>
);

export const SendIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M10 16V4.500M5 9.300l5-5 5 5" />
  </Icon>
);

export const StopIcon = (p: IconProps) => (
  <Icon {...p}>
    <rect x="5.5" y="5.5" width="9" height="9" rx="1.5" />
  </Icon>
);

export const HintIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M7.5 14.500h5M8.3 17.300h3.400M7.6 14.500c0-2-2.4-3-2.4-6.100a4.8 4.8 0 0 1 9.6 0c0 3.1-2.4 4.1-2.4 6.1" />
  </Icon>
);

export const FolderIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M2.8 15.500v-11h4.700l1.8 2.200h7.900v8.800z" />
    <path d="M2.8 9.500h14.4" />
  </Icon>
);

export const TransferIcon = (p: IconProps) => (
  <Icon {...p}>
    <circle cx="6.3" cy="7.5" r="2.6" />
    <path d="M2 15.500c.4-2.5 2.1-4 4.3-4 1.1 0 2 .4 2.8 1M11.5 10h6M14.8 7l3 3-3 3" />
  </Icon>
);

export const DocumentIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M5 2.800h6.700L15.5 6.600v10.600H5z" />
    <path d="M11.5 2.800v4h4M7.8 10.500h5M7.8 13.500h5" />
  </Icon>
);

export const CheckIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);

export const CrossIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const DashIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M5 10h10" />
  </Icon>
);

export const QuestionIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M7.2 7.300a2.8 2.8 0 1 1 4.3 2.400c-1 .6-1.5 1.2-1.5 2.300M10 15.200v.1" />
  </Icon>
);

export const ClockIcon = (p: IconProps) => (
  <Icon {...p}>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.200l2.8 1.7" />
  </Icon>
);

export const WarnIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M10 3.2 2.6 16.300h14.800zM10 8.300v3.700M10 14.100v.1" />
  </Icon>
);

export const ArrowRightIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M4 10h11.500M11 5.500l4.5 4.5-4.5 4.5" />
  </Icon>
);

export const ArrowDownIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M10 4v11.500M5.5 11l4.5 4.5 4.5-4.5" />
  </Icon>
);

export const BackIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M16 10H4.500M9 5.5 4.5 10 9 14.5" />
  </Icon>
);

export const SunIcon = (p: IconProps) => (
  <Icon {...p}>
    <circle cx="10" cy="10" r="3.3" />
    <path d="M10 2.500v1.800M10 15.700v1.800M2.5 10h1.800M15.7 10h1.800M4.7 4.7 6 6M14 14l1.3 1.300M15.3 4.7 14 6M6 14l-1.3 1.3" />
  </Icon>
);

export const MoonIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M16.5 12.300A7 7 0 0 1 7.7 3.500a7 7 0 1 0 8.8 8.800Z" />
  </Icon>
);

export const ReplayIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M3.5 10a6.5 6.5 0 1 0 2-4.700M5.7 2.300v3.200h3.2" />
  </Icon>
);

export const QuoteIcon = (p: IconProps) => (
  <Icon {...p}>
    <path d="M4 13.500c2-.6 3-2 3-4H4.200V6h4v3.300c0 3-1.4 5-3.8 5.700M11.5 13.500c2-.6 3-2 3-4h-2.800V6h4v3.300c0 3-1.4 5-3.8 5.7" />
  </Icon>
);

/** The product's mark: 回, a box that comes back to itself. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="7" fill="var(--accent)" />
    <g fill="none" stroke="var(--on-accent)" strokeLinejoin="round" strokeLinecap="round" strokeWidth="2.4">
      <path d="M7.5 24.500v-17h17v17h-12" />
      <rect x="12.6" y="12.6" width="6.8" height="6.8" />
    </g>
  </svg>
);
